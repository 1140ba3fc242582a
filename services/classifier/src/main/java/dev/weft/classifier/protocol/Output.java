package dev.weft.classifier.protocol;

import dev.weft.classifier.inflight.ServingModel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Output tensors. */
public enum Output {
  /** The most probable class of each image: BYTES [n]. */
  LABEL("BYTES"),
  /** A row for each image: FP32 [n, classes]. */
  PROBABILITIES("FP32"),
  /** The names of the probabilities' columns: BYTES [classes]. */
  CLASSES("BYTES"),
  /**
   * Why each image's answer is uncertain, such as {@code low_confidence}, separated by commas;
   * empty if it is not: BYTES [n]. Only of versions whose answers have an uncertainty.
   */
  UNCERTAINTY("BYTES"),
  /**
   * How much each image differs from the training images: FP32 [n]. Only of versions that have such
   * a score.
   */
  OUTLIER_SCORE("FP32");

  private final String datatype;

  Output(String datatype) {
    this.datatype = datatype;
  }

  /** The name in requests and responses. */
  public String tensor() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The protocol's name of the data type. */
  public String datatype() {
    return datatype;
  }

  /** The outputs that a version has now, in their order. */
  static List<Output> of(ServingModel model) {
    return Arrays.stream(values()).filter(output -> output.isGivenBy(model)).toList();
  }

  boolean isGivenBy(ServingModel model) {
    return switch (this) {
      case LABEL, PROBABILITIES, CLASSES -> true;
      case UNCERTAINTY -> model.uncertainty().isReported();
      case OUTLIER_SCORE -> model.uncertainty().hasScore();
    };
  }

  static Optional<Output> named(String tensor) {
    return Arrays.stream(values()).filter(output -> output.tensor().equals(tensor)).findFirst();
  }
}
