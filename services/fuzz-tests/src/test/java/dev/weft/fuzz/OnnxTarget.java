package dev.weft.fuzz;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxInspection;
import java.io.IOException;

/** A serving graph, which is inspected before ONNX Runtime may read it. */
final class OnnxTarget implements Target {
  private final ScratchFile file = new ScratchFile(".onnx");

  @Override
  public void read(byte[] input) throws IOException {
    OnnxInspection.complaint(file.holding(input), new InputSize(299, 299), 10);
  }
}
