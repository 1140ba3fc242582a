package dev.weft.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** All targets, with their instrumented classes and their allowances. */
enum Targets {
  JPEG(() -> new ImageTarget("jpeg"), Allowance.IMAGE, "dev.weft.imaging.**"),
  PNG(() -> new ImageTarget("png"), Allowance.IMAGE, "dev.weft.imaging.**"),
  GIF(() -> new ImageTarget("gif"), Allowance.IMAGE, "dev.weft.imaging.**"),
  BMP(() -> new ImageTarget("bmp"), Allowance.IMAGE, "dev.weft.imaging.**"),
  WEBP(
      () -> new ImageTarget("webp"),
      Allowance.IMAGE,
      "dev.weft.imaging.**",
      "com.twelvemonkeys.imageio.plugins.webp.**"),
  TIFF(
      () -> new ImageTarget("tiff"),
      Allowance.IMAGE,
      "dev.weft.imaging.**",
      "com.twelvemonkeys.imageio.**"),
  MULTIPART(MultipartTarget::new, Allowance.DOCUMENT, "dev.weft.gateway.**"),
  SAFETENSORS(SafeTensorsTarget::new, Allowance.DOCUMENT, "dev.weft.xception.**"),
  ONNX(OnnxTarget::new, Allowance.DOCUMENT, "dev.weft.xception.**", "onnx.**"),
  KERAS(KerasTarget::new, Allowance.HEAP, "dev.weft.xception.**", "io.jhdf.**"),
  INFERENCE(InferenceTarget::new, Allowance.DOCUMENT, "dev.weft.classifier.**"),
  NOTIFICATION(NotificationTarget::new, Allowance.DOCUMENT, "dev.weft.events.**"),
  EVENT(EventTarget::new, Allowance.DOCUMENT, "dev.weft.events.**");

  private final Supplier<Target> maker;
  private final Allowance allowance;
  private final List<String> instrumented;

  Targets(Supplier<Target> maker, Allowance allowance, String... instrumented) {
    this.maker = maker;
    this.allowance = allowance;
    this.instrumented = List.of(instrumented);
  }

  /** Target by its name on the command line, such as {@code jpeg}. */
  static Targets named(String name) {
    return Arrays.stream(values())
        .filter(target -> target.label().equals(name))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no target " + name + "; there are " + Arrays.toString(values())));
  }

  /** Name on the command line and of the corpus's folder. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Target make() {
    return maker.get();
  }

  Allowance allowance() {
    return allowance;
  }

  /** Classes whose branch coverage guides the fuzzer. */
  List<String> instrumented() {
    return instrumented;
  }
}
