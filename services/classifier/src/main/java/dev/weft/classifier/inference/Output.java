package dev.weft.classifier.inference;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tensors that every version gives. */
public enum Output {
  /** The most probable class of each image: BYTES [n]. */
  LABEL("BYTES"),
  /** A row for each image: FP32 [n, classes]. */
  PROBABILITIES("FP32"),
  /** The names of the probabilities' columns: BYTES [classes]. */
  CLASSES("BYTES");

  private final String datatype;

  Output(String datatype) {
    this.datatype = datatype;
  }

  /** The name in requests and answers. */
  public String tensor() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As the protocol names it. */
  public String datatype() {
    return datatype;
  }

  static Optional<Output> named(String tensor) {
    return Arrays.stream(values()).filter(output -> output.tensor().equals(tensor)).findFirst();
  }
}
