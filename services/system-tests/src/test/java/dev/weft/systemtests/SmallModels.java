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
 * Small models for tests of the pipeline, in which the quality of predictions does not matter. A
 * process that finds one of them in its store does not import another.
 *
 * <p>The models that come with Weft take images of 71 x 71 instead of 299 x 299 pixels here: an
 * image costs a fifteenth of the time, and trainings start from them as from the large ones. For
 * tests without a training there is the colour model, which loads almost at once.
 *
 * <p>They do not suit tests that must intervene during a step of a training, since a step is over
 * before the test is notified of it.
 */
public final class SmallModels {
  private static final String BUCKET = "weft";
  private static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);

  private SmallModels() {}

  /** Puts a colour model into the store of a process, under the starter model's name. */
  public static void putColours(Path data, ColourNetwork network) {
    try (EmbeddedStore own = Backends.store(data.resolve("s3"), 0)) {
      putColours(own, network);
    }
  }

  /** Puts a colour model into a separate store, under the starter model's name. */
  static void putColours(EmbeddedStore endpoint, ColourNetwork network) {
    try (ObjectStore store = Backends.client(endpoint)) {
      store.ensureBucket(BUCKET);
      new ColourBundle(StarterModel.NAME, 1, network)
          .objects()
          .forEach((key, bytes) -> store.put(BUCKET, key, bytes, "application/octet-stream"));
    }
  }

  /** Puts the starter model into the store of a process. */
  public static void putStarter(Path data) throws IOException {
    try (EmbeddedStore own = Backends.store(data.resolve("s3"), 0);
        ObjectStore store = Backends.client(own)) {
      putStarter(store, data);
    }
  }

  /**
   * Puts the starter model into a separate store.
   *
   * @param data data folder of the process
   */
  public static void putStarter(ObjectStore store, Path data) throws IOException {
    store.ensureBucket(BUCKET);
    drafted(
        data,
        work ->
            KerasImport.draft(
                StarterModel.copyWeightsTo(work),
                StarterModel.NAME,
                StarterModel.classes(),
                SMALL,
                work),
        draft -> new ModelStore(store, BUCKET).publish(draft));
  }

  /**
   * Puts the starter model and the ImageNet base, from which new models are trained, into the store
   * of a process.
   */
  static void putStarterAndBase(Path data) throws IOException {
    try (EmbeddedStore own = Backends.store(data.resolve("s3"), 0);
        ObjectStore store = Backends.client(own)) {
      putStarterAndBase(store, data);
    }
  }

  /**
   * Puts the starter model and the ImageNet base into a separate store.
   *
   * @param data data folder of the process
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
