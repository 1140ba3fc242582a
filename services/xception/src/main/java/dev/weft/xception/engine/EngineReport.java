package dev.weft.xception.engine;

/**
 * Result of checking an engine on this machine, for {@code weft doctor} and the log.
 *
 * @param engine such as {@code onnx-cuda}
 * @param variant such as {@code float16, channels last}
 * @param usable whether it can run here, as far as checked
 * @param detail its description, or the reason why it cannot run
 */
public record EngineReport(String engine, String variant, boolean usable, String detail) {

  /** One line for people. */
  @Override
  public String toString() {
    return "%s (%s): %s".formatted(engine, variant, detail);
  }
}
