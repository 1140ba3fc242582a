package dev.weft.systemtests;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.imagenetbase.ImagenetBase;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourNetwork;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Models for tests of what happens to images, labels and versions, whatever the answers are worth.
 * A process that finds one in its store imports no other. Those that come with Weft, on images of
 * 71 x 71 pixels instead of 299 x 299: an image costs a fifteenth of what it does otherwise, and
 * trainings begin from them as they do from the large ones. Of colours, where nothing is trained:
 * it is loaded in no time. Not for tests that must meet a training in the midst of a step: with
 * these a step is over before it is heard of.
 */
final class SmallModels {
  private static final String BUCKET = "weft";
  private static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);

  private SmallModels() {}

  /** One that tells colours apart, under the starter's name, in the store of a process. */
  static void putColours(Path data, ColourNetwork network) {
    try (EmbeddedStore own = Backends.store(data.resolve("s3"), 0)) {
      putColours(own, network);
    }
  }

  /** The same, in a store beside the process. */
  static void putColours(EmbeddedStore endpoint, ColourNetwork network) {
    try (ObjectStore store = Backends.client(endpoint)) {
      store.ensureBucket(BUCKET);
      new ColourBundle(StarterModel.NAME, 1, network)
          .objects()
          .forEach((key, bytes) -> store.put(BUCKET, key, bytes, "application/octet-stream"));
    }
  }

  /** The starter in a store, before a process starts that uses it. */
  private static void putStarter(ObjectStore store, Path folder) throws IOException {
    store.ensureBucket(BUCKET);
    drafted(
        folder,
        work ->
            KerasImport.draft(
                StarterModel.copyWeightsTo(work),
                StarterModel.NAME,
                StarterModel.classes(),
                SMALL,
                work),
        draft -> new ModelStore(store, BUCKET).publish(draft));
  }

  /** The starter, and ImageNet's base, from which models of other classes are trained. */
  static void putStarterAndBase(Path data) throws IOException {
    try (EmbeddedStore own = Backends.store(data.resolve("s3"), 0);
        ObjectStore store = Backends.client(own)) {
      putStarterAndBase(store, data);
    }
  }

  /**
   * The same, in a store beside the process.
   *
   * @param data the folder of the process's data
   */
  static void putStarterAndBase(ObjectStore store, Path data) throws IOException {
    putStarter(store, data);
    drafted(
        data,
        work -> KerasImport.base(ImagenetBase.copyWeightsTo(work), ImagenetBase.NAME, SMALL, work),
        draft -> new ModelStore(store, BUCKET).publishBase(draft, data.resolve("models")));
  }

  private static void drafted(Path folder, Import made, Consumer<ModelDraft> publish)
      throws IOException {
    Path work = Files.createTempDirectory(Files.createDirectories(folder), "small-model");
    try {
      publish.accept(made.into(work));
    } finally {
      try (Stream<Path> files = Files.list(work)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(work);
    }
  }

  @FunctionalInterface
  private interface Import {
    ModelDraft into(Path work) throws IOException;
  }
}
