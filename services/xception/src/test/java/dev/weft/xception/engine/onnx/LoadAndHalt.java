package dev.weft.xception.engine.onnx;

/** Loads ONNX Runtime, and exits without shutdown hooks, as a killed process does. */
final class LoadAndHalt {
  static final int EXIT_CODE = 42;

  private LoadAndHalt() {}

  public static void main(String[] args) {
    Runtime.getRuntime().halt(OnnxRuntime.obstacle().isEmpty() ? EXIT_CODE : 1);
  }
}
