package dev.weft.chaos.app;

import dev.weft.chaos.workload.DrawnImages;
import dev.weft.chaos.workload.Images;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourImage;
import dev.weft.testsupport.models.ColourNetwork;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The served model: a fast one, since the run tests delivery. */
enum ServedModel {
  /** Distinguishes red, green and blue; has several versions; is not trained from. */
  COLOURS {
    @Override
    void publish(ObjectStore store, Path work) {
      for (int version = 1; version <= VERSIONS; version++) {
        new ColourBundle(NAME, version, ColourNetwork.right())
            .objects()
            .forEach((key, bytes) -> store.put(BUCKET, key, bytes, "application/octet-stream"));
      }
    }

    @Override
    Images images() {
      return number -> {
        ColourImage image = ColourImage.number(number);
        return new Images.Sample(image.png(), "image/png", image.label());
      };
    }
  },

  /** The model that is shipped with Weft, on images of 71 x 71 pixels; it can be trained from. */
  GARMENTS {
    @Override
    void publish(ObjectStore store, Path work) {
      Preprocessing small = new Preprocessing(SIDE, SIDE, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);
      try {
        Path folder = Files.createTempDirectory(work, "model");
        Path weights = StarterModel.copyWeightsTo(folder);
        var draft = KerasImport.draft(weights, NAME, StarterModel.classes(), small, folder);
        new ModelStore(store, BUCKET).publish(draft);
        delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make the model", e);
      }
    }

    @Override
    Images images() {
      return new DrawnImages();
    }
  };

  static final String NAME = "clothing";
  static final String BUCKET = "weft";

  private static final int SIDE = 71;
  private static final int VERSIONS = 4;

  /**
   * Publishes its first versions.
   *
   * @param work directory for temporary files
   */
  abstract void publish(ObjectStore store, Path work);

  abstract Images images();

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
