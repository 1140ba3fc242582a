package dev.weft.xception.engine;

/**
 * The library and device that run a model.
 *
 * @param name as in {@link EngineOptions}, such as {@code onnx-cpu}
 * @param version the version of the library
 * @param device processor or GPU, for people
 * @param threads the threads of one call; 0 if not applicable
 */
public record EngineInfo(String name, String version, String device, int threads) {
  /** For logs. */
  @Override
  public String toString() {
    String used = threads == 0 ? "" : threads == 1 ? ", 1 thread" : ", " + threads + " threads";
    return name + " " + version + " on " + device + used;
  }
}
