package dev.weft.bench.training;

import dev.weft.bench.setup.BenchModel;
import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.bench.setup.Narration;
import dev.weft.console.Folders;
import dev.weft.features.ImagePass;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.xception.bench.TrainingBenchmark;
import dev.weft.xception.bench.TrainingComparison;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures both phases of a training, one after the other, without server and broker. */
final class TrainingBench {
  private static final long MOST_BYTES = 100_000_000;

  private final Narration narration;
  private final String engineName;
  private final int batch;

  /**
   * @param batch batch size for passes through the base when features are cached
   */
  TrainingBench(Narration narration, String engineName, int batch) {
    this.narration = narration;
    this.engineName = engineName;
    this.batch = batch;
  }

  /**
   * Runs the benchmark.
   *
   * @param epochs number of epochs that are run without a cache
   * @param rounds measured rounds of the exit flow
   */
  TrainingResult run(LabeledPhotos photos, int epochs, int rounds) throws IOException {
    Path work = Files.createTempDirectory("weft-bench");
    try {
      narration.step("importing the starter model");
      BenchModel model = BenchModel.starter(work).inFloat32();
      Weights weights = SafeTensors.read(model.files().weights());
      ImagePass pass =
          new ImagePass(
              new StoredImages(
                  photos.store(),
                  new RefusedObjects(photos.store(), LabeledPhotos.BUCKET),
                  MOST_BYTES),
              ImageReaders.create(DecodeLimits.DEFAULT),
              model.preprocessing(),
              batch);
      HeadComparison heads;
      try (Engine engine = model.load(engineName, Math.max(batch, HeadBench.RECIPE.batchSize()))) {
        heads = new HeadBench(engine, pass, weights, work, narration).run(photos, epochs);
      }
      return new TrainingResult(photos.what(), batch, heads, exitFlow(model, weights, rounds));
    } finally {
      Folders.delete(work);
    }
  }

  private TrainingComparison exitFlow(BenchModel model, Weights weights, int rounds) {
    narration.step("exit flow: fused blocks and DL4J's own layers in turns");
    InputSize size = new InputSize(model.files().height(), model.files().width());
    return new TrainingBenchmark(weights, size, narration::step)
        .run(HeadBench.RECIPE.batchSize(), rounds);
  }
}
