package dev.weft.bench.int8;

import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.LibraryLogs;
import dev.weft.xception.engine.load.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weft bench int8}. */
@Command(
    name = "int8",
    description = {
      "Compare the starter model in 8-bit integers with the one in float32 on the same"
          + " photographs.",
      "Measures accuracy, agreement, uncertain predictions, and time per image, alternating between"
          + " the two.",
      "Can also calibrate the activation ranges used for quantization, on other photographs."
    })
public final class Int8Command implements Callable<Integer> {
  private final CommandSession session;

  @Option(
      names = "--judge",
      required = true,
      paramLabel = "DIR",
      description = "Photographs to evaluate on, in folders named after their classes.")
  private Path judge;

  @Option(
      names = "--unknown",
      paramLabel = "DIR",
      description = "Photographs that belong to none of the classes.")
  private Path unknown;

  @Option(
      names = "--train",
      paramLabel = "DIR",
      description = {
        "Photographs in folders named after their classes, to train a head on the features of each"
            + " graph.",
        "Measures whether features of the graph in integers can replace those in float32."
      })
  private Path train;

  @Option(
      names = "--train-images",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Number of photographs to train heads with. Default: 1000.")
  private int trainImages;

  @Option(
      names = "--calibrate",
      paramLabel = "DIR",
      description =
          "Photographs in folders named after their classes, on which to calibrate the activation"
              + " ranges. Default: use the ranges that come with the starter model.")
  private Path calibrate;

  @Option(
      names = "--calibration-images",
      paramLabel = "N",
      defaultValue = "200",
      description = "Number of photographs to calibrate on. Default: 200.")
  private int calibrationImages;

  @Option(
      names = "--float32-engine",
      paramLabel = "ENGINE",
      defaultValue = Engines.FLOAT32,
      description = "Engine of the float32 graph: onnx-cpu or openvino-cpu. Default: onnx-cpu.")
  private String float32Engine;

  @Option(
      names = "--int8-engine",
      paramLabel = "ENGINE",
      defaultValue = Engines.INT8,
      description =
          "Engine to compare with it: onnx-cpu-int8 or openvino-cpu-int8; or another engine of the"
              + " float32 graph, such as openvino-cpu-bf16. Default: onnx-cpu-int8.")
  private String int8Engine;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder to write the ranges and the metadata of the graph to.")
  private Path out;

  public Int8Command(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (calibrationImages < 1 || calibrationImages > 100_000) {
      throw new CliException(
          ExitCode.USAGE,
          "--calibration-images must be in 1..100000, but is " + calibrationImages,
          "for example 200");
    }
    if (trainImages < 10 || trainImages > 100_000) {
      throw new CliException(
          ExitCode.USAGE,
          "--train-images must be in 10..100000, but is " + trainImages,
          "for example 1000");
    }
    var learned = train == null ? null : new Int8Bench.Learned(train, trainImages);
    LibraryLogs.quiet();
    Path work = Files.createTempDirectory("weft-bench");
    var engines = new Int8Bench.EnginePair(float32Engine, int8Engine);
    try (Int8Bench bench = Int8Bench.of(session, work, calibrate, calibrationImages, engines)) {
      Int8Result result = bench.run(judge, unknown, learned);
      if (out != null) {
        bench.write(result, Files.createDirectories(out));
      }
      session.print(result.lines(session.style()));
      session.printJson(result.toJson());
      return ExitCode.OK;
    } finally {
      Folders.delete(work);
    }
  }
}
