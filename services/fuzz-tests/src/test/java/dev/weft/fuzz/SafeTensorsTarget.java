package dev.weft.fuzz;

import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.WeightsException;
import java.io.IOException;

/** A file of weights in the safetensors format. */
final class SafeTensorsTarget implements Target {
  private final ScratchFile file = new ScratchFile(".safetensors");

  @Override
  public void read(byte[] input) throws IOException {
    try {
      SafeTensors.read(file.holding(input));
    } catch (WeightsException refused) {
      // Documented exception.
    }
  }
}
