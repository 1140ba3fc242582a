package dev.weft.fuzz;

import dev.weft.xception.weights.KerasWeights;
import dev.weft.xception.weights.WeightsException;
import java.io.IOException;

/** A file of weights in Keras's HDF5 layout. */
final class KerasTarget implements Target {
  private final ScratchFile file = new ScratchFile(".h5");

  @Override
  public void read(byte[] input) throws IOException {
    try {
      KerasWeights.read(file.holding(input));
    } catch (WeightsException refused) {
      // Documented exception.
    }
  }
}
