package dev.weft.xception.bench;

import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.load.Engines;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures ONNX Runtime, OpenVINO, this project's DL4J graph and the Xception of DL4J's model zoo
 * on the same images, one after the other. The zoo's model has random weights, which take as long
 * to compute with.
 */
public final class EngineBenchmark {
  static final String ZOO = "dl4j-zoo";

  private static final List<String> ENGINES =
      List.of(
          "onnx-cuda",
          "onnx-cpu-int8",
          "onnx-cpu",
          "openvino-cpu-int8",
          "openvino-cpu-bf16",
          "openvino-cpu",
          "dl4j-cuda",
          "dl4j-cpu");

  private final ModelFiles files;
  private final GoldenCase golden;
  private final Consumer<String> progress;

  /**
   * @param files of a model version
   * @param golden the version's golden case
   * @param progress receives a line for each measurement and each result
   */
  public EngineBenchmark(ModelFiles files, GoldenCase golden, Consumer<String> progress) {
    this.files = files;
    this.golden = golden;
    this.progress = progress;
  }

  /**
   * Runs the benchmark. Takes about a minute and a half on two cores, most of it in the zoo's
   * model.
   *
   * @param batchSize size of the full batches, 8 by default
   * @param runs the runs of each batch size; the median is reported
   */
  public EngineComparison run(int batchSize, int runs) {
    List<EngineFigures> engines = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (String name : ENGINES) {
      try (Engine engine = Engines.load(files, golden, new EngineOptions(name, 0, batchSize, 0))) {
        engines.add(measure(engine, batchSize, runs));
      } catch (EngineException e) {
        skip(skipped, e.getMessage());
      }
    }
    if (ZooXception.isHere()) {
      try (Engine zoo = new ZooXception(files)) {
        engines.add(measure(zoo, batchSize, runs));
      }
    } else {
      skip(skipped, "deeplearning4j-zoo is not on the class path");
    }
    return new EngineComparison(engines, skipped);
  }

  private void skip(List<String> skipped, String reason) {
    skipped.add(reason);
    progress.accept(reason);
  }

  private EngineFigures measure(Engine engine, int batchSize, int runs) {
    progress.accept("measuring " + engine.info().name());
    double single = median(engine, 1, runs);
    double batch = median(engine, batchSize, runs);
    EngineFigures figures =
        new EngineFigures(
            engine.info().name(),
            "%s on %s".formatted(engine.info().version(), engine.info().device()),
            single,
            batch,
            batchSize);
    progress.accept(
        "%s: %.0f ms an image alone, %.0f ms in batches of %d, %.2f images/s"
            .formatted(figures.name(), single, batch, batchSize, figures.imagesPerSecond()));
    return figures;
  }

  private double median(Engine engine, int n, int runs) {
    FloatBuffer images = GoldenCheck.images(files, n);
    engine.infer(images, n);
    double[] milliseconds = new double[runs];
    for (int run = 0; run < runs; run++) {
      long start = System.nanoTime();
      engine.infer(images, n);
      milliseconds[run] = (System.nanoTime() - start) / 1e6 / n;
    }
    Arrays.sort(milliseconds);
    return (milliseconds[(runs - 1) / 2] + milliseconds[runs / 2]) / 2;
  }
}
