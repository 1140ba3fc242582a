package dev.weft.cli.model;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.store.StoreUrl;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of an import in addition to the weights, and the destination of the model. */
final class ImportOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Option(
      names = "--classes",
      paramLabel = "NAME",
      split = ",",
      description = "Classes in the order of the model's outputs, separated by commas.")
  private List<String> classes = List.of();

  @Option(
      names = "--classes-file",
      paramLabel = "FILE",
      description =
          "File with the classes: one per line, a JSON array, or Keras's"
              + " imagenet_class_index.json.")
  private Path classesFile;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "299x299",
      description = "Input size in pixels. Default: 299x299.")
  private String size;

  @Option(
      names = "--resize",
      paramLabel = "HOW",
      defaultValue = "stretch",
      description = "Resizing method: stretch, pad or crop. Default: stretch.")
  private Resize resize;

  @Option(
      names = "--scaling",
      paramLabel = "RANGE",
      defaultValue = "-1..1",
      description = "Range of pixel values that the weights expect: -1..1 or 0..1. Default: -1..1.")
  private String scaling;

  @Option(
      names = "--calibrate",
      paramLabel = "DIR",
      description = {
        "Photographs in folders named after the classes, at least 40, to add a graph in 8-bit"
            + " integers: half of them, at most 200, calibrate it, and others, at most 1000, compare"
            + " it with float32.",
        "It is left out if it is right less often by more than half a point. Default: none."
      })
  private Path calibrate;

  @Option(
      names = "--s3",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9000",
      description =
          "URL of the object store. Default: http://127.0.0.1:9000, the store of `weft up`.")
  private String s3;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      defaultValue = "weft",
      description = "Name of the bucket. Default: weft.")
  private String bucket;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weft",
      description =
          "Data folder of `weft up`, which contains the credentials of the store. Default: .weft.")
  private Path data;

  List<String> classes() {
    return classesFile == null ? classes : ClassNames.read(classesFile);
  }

  /** Photographs for an 8-bit graph; null for none. */
  Path calibrate() {
    return calibrate;
  }

  /**
   * @throws CliException if it is no URL
   */
  URI s3() {
    return StoreUrl.parse(s3);
  }

  String bucket() {
    return bucket;
  }

  Path data() {
    return data;
  }

  /**
   * @throws CliException if a value is invalid
   */
  Preprocessing preprocessing() {
    Matcher matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw usage("--size must be WxH in pixels, but is " + size, "for example 299x299");
    }
    Scaling range =
        switch (scaling) {
          case "-1..1" -> Scaling.MINUS_ONE_TO_ONE;
          case "0..1" -> Scaling.ZERO_TO_ONE;
          default -> throw usage("--scaling must be -1..1 or 0..1, but is " + scaling, "");
        };
    try {
      return new Preprocessing(
          Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), resize, range);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage(), "");
    }
  }

  private static CliException usage(String message, String hint) {
    return new CliException(ExitCode.USAGE, message, hint);
  }
}
