package dev.weft.bench.pipeline;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.bench.measure.Latencies;
import dev.weft.bench.measure.Quantiles;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.xception.engine.EngineInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of {@code bench pipeline}.
 *
 * @param photos description of the images
 * @param images number of images for each throughput
 * @param batch the largest batch, of the bare loop and of the pipeline
 * @param engine the measured engine
 * @param float32 images/s of the bare loop in float32; NaN if the engine does not use integers
 * @param bareBefore images/s of the bare loop before the pipeline ran
 * @param bareAfter images/s of the bare loop after the pipeline ran
 * @param bareWithDecoding images/s of the loop that also decodes
 * @param warmUpImages number of images before the measurement of the pipeline
 * @param warmUp images/s of the whole pipeline for them
 * @param pipeline images/s of the whole pipeline
 * @param direct images/s of the Open Inference Protocol, to the same engine
 * @param latencies the latencies of single images
 */
record PipelineResult(
    String photos,
    int images,
    int batch,
    EngineInfo engine,
    double float32,
    double bareBefore,
    double bareAfter,
    double bareWithDecoding,
    int warmUpImages,
    double warmUp,
    double pipeline,
    double direct,
    Latencies latencies) {

  double bare() {
    return (bareBefore + bareAfter) / 2;
  }

  double ratio() {
    return pipeline / bare();
  }

  /**
   * Throughput of the bare loop in float32, which is the measured one if the engine uses float32.
   */
  private double bareFloat32() {
    return Double.isNaN(float32) ? bare() : float32;
  }

  private double ratioToFloat32() {
    return pipeline / bareFloat32();
  }

  /**
   * Throughput relative to the Open Inference Protocol: the cost of Kafka, the store and
   * transactions at saturation.
   */
  double ofDirect() {
    return pipeline / direct;
  }

  List<String> lines(Style style) {
    List<String> lines = new ArrayList<>(throughput(style));
    lines.addAll(latency(style));
    return lines;
  }

  private List<String> throughput(Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold("Throughput") + " with " + photos + ", batches of up to " + batch);
    if (!Double.isNaN(float32)) {
      lines.add(row("bare loop in float32", float32, "images/s"));
    }
    lines.addAll(
        List.of(
            row("bare loop, images decoded ahead", bare(), "images/s")
                + style.dim(text("   before %.2f, after %.2f", bareBefore, bareAfter)),
            row("bare loop that also decodes", bareWithDecoding, "images/s"),
            row("whole pipeline, warming up", warmUp, "images/s")
                + style.dim(text("   the first %,d images", warmUpImages)),
            row("whole pipeline", pipeline, "images/s")
                + style.dim(
                    "   HTTP upload, store, broker, decoding, engine, transaction, consumer"),
            style.bold(text("  %-34s %9.3f", "ratio", ratio())) + "   pipeline to bare loop"));
    if (!Double.isNaN(float32)) {
      lines.add(
          style.bold(text("  %-34s %9.3f", "ratio", ratioToFloat32()))
              + "   pipeline to bare loop in float32");
    }
    lines.addAll(
        List.of(
            row("Open Inference Protocol", direct, "images/s")
                + style.dim("   HTTP, decoding, the same engine; no store, no Kafka"),
            style.bold(text("  %-34s %9.3f", "ratio", ofDirect())) + "   pipeline to it",
            ""));
    return lines;
  }

  private List<String> latency(Style style) {
    return List.of(
        style.bold("Latency")
            + " of one image on the idle system, "
            + latencies.total().count()
            + " images (ms)",
        style.dim(text("  %-34s %9s %9s", "", "p50", "p95")),
        row("upload to prediction", latencies.total()),
        row("engine's part", latencies.infer()),
        row("all else", latencies.overhead()),
        row("upload to HTTP answer", latencies.accepted()),
        "",
        text(
            "engine %s %s on %s, %d threads",
            engine.name(), engine.version(), engine.device(), engine.threads()));
  }

  private static String row(String name, double value, String unit) {
    return text("  %-34s %9.2f %s", name, value, unit);
  }

  private static String row(String name, Quantiles quantiles) {
    return text("  %-34s %9.1f %9.1f", name, quantiles.p50(), quantiles.p95());
  }

  ObjectNode toJson() {
    return Json.object()
        .put("benchmark", "pipeline")
        .put("photos", photos)
        .put("images", images)
        .put("batch", batch)
        .put("engine", engine.name())
        .put("engineThreads", engine.threads())
        .put("bareFloat32ImagesPerSecond", Json.rounded(bareFloat32(), 3))
        .put("bareImagesPerSecond", Json.rounded(bare(), 3))
        .put("bareBeforeImagesPerSecond", Json.rounded(bareBefore, 3))
        .put("bareAfterImagesPerSecond", Json.rounded(bareAfter, 3))
        .put("bareWithDecodingImagesPerSecond", Json.rounded(bareWithDecoding, 3))
        .put("warmUpImages", warmUpImages)
        .put("warmUpImagesPerSecond", Json.rounded(warmUp, 3))
        .put("pipelineImagesPerSecond", Json.rounded(pipeline, 3))
        .put("ratio", Json.rounded(ratio(), 4))
        .put("ratioToFloat32", Json.rounded(ratioToFloat32(), 4))
        .put("inferenceProtocolImagesPerSecond", Json.rounded(direct, 3))
        .put("pipelineToInferenceProtocol", Json.rounded(ofDirect(), 4))
        .put("latencyImages", latencies.total().count())
        .put("latencyP50Millis", Json.rounded(latencies.total().p50(), 2))
        .put("latencyP95Millis", Json.rounded(latencies.total().p95(), 2))
        .put("inferP50Millis", Json.rounded(latencies.infer().p50(), 2))
        .put("inferP95Millis", Json.rounded(latencies.infer().p95(), 2))
        .put("overheadP50Millis", Json.rounded(latencies.overhead().p50(), 2))
        .put("overheadP95Millis", Json.rounded(latencies.overhead().p95(), 2))
        .put("acceptedP50Millis", Json.rounded(latencies.accepted().p50(), 2))
        .put("acceptedP95Millis", Json.rounded(latencies.accepted().p95(), 2));
  }
}
