package dev.weft.xception.engine.onnx;

/** Loads ONNX Runtime and ends as a killed process does: no hook runs. */
final class LoadAndHalt {
  static final int EXIT_CODE = 42;

  private LoadAndHalt() {}

  public static void main(String[] args) {
    Runtime.getRuntime().halt(OnnxRuntime.obstacle().isEmpty() ? EXIT_CODE : 1);
  }
}
