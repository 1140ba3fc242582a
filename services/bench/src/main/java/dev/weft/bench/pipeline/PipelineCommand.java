package dev.weft.bench.pipeline;

import dev.weft.bench.setup.Numbers;
import dev.weft.bench.setup.ServerBenchOptions;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.LibraryLogs;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft bench pipeline}. */
@Command(
    name = "pipeline",
    description = {
      "Compare the throughput of the whole pipeline with a bare loop around the engine, and with"
          + " requests of the Open Inference Protocol, on the same images; and measure the latency"
          + " of single images.",
      "Starts its own server on free ports, with its data in a temporary folder. The bare loop runs"
          + " before and after the pipeline, without a server; its images are decoded in advance,"
          + " and its batches are as large as those of the pipeline."
    })
public final class PipelineCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private ServerBenchOptions options;

  @Option(
      names = {"-n", "--images"},
      paramLabel = "N",
      defaultValue = "200",
      description = "Number of images per throughput measurement. Default: 200.")
  private int images;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3000",
      description =
          "Number of images before the measurement, during which the JVM's compilers take part of"
              + " the cores. Default: 3000.")
  private int warmUp;

  @Option(
      names = "--latency-images",
      paramLabel = "N",
      defaultValue = "40",
      description = "Number of images for the latency measurement. Default: 40.")
  private int latencyImages;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Maximum batch size of the pipeline and the bare loop. Default: 0, the default of the"
              + " pipeline.")
  private int batch;

  public PipelineCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (images < 8 || images > 5000 || latencyImages < 1 || latencyImages > 5000) {
      throw new CliException(
          ExitCode.USAGE,
          "--images must be in 8..5000 and --latency-images in 1..5000, but are "
              + images
              + " and "
              + latencyImages,
          "");
    }
    if (batch < 0 || batch > 256) {
      throw new CliException(
          ExitCode.USAGE, "--batch must be in 0..256, but is " + batch, "for example 8");
    }
    Numbers.requireIn("--warm-up", warmUp, 1, 100_000);
    LibraryLogs.quiet();
    PipelineBench bench = new PipelineBench(session, options.engine(), batch, options.settings());
    PipelineResult result = bench.run(options.files(images), warmUp, latencyImages);
    session.print(result.lines(session.style()));
    session.printJson(result.toJson());
    return ExitCode.OK;
  }
}
