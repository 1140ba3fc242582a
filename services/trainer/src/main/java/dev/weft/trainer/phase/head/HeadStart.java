package dev.weft.trainer.phase.head;

import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.List;
import java.util.Set;

/**
 * The initial values of a head by class, in the order of the logits: a row that was trained before
 * on the same features, {@value dev.weft.xception.network.Xception#FEATURES} weights and a bias, or
 * none. A row may be fixed, so that it is not trained: that of a class without any example.
 */
public final class HeadStart {
  private final float[][] rows;
  private final boolean[] fixed;

  /**
   * @param rows row of each class; null for a fresh one
   * @param fixed whether each class's row is fixed; only for rows that are not null
   */
  HeadStart(float[][] rows, boolean[] fixed) {
    this.rows = rows;
    this.fixed = fixed;
    for (int c = 0; c < rows.length; c++) {
      if (fixed[c] && rows[c] == null) {
        throw new IllegalArgumentException("class " + c + " has no weights to keep");
      }
    }
  }

  /** Returns a start with fresh rows only. */
  public static HeadStart fresh(int classes) {
    return new HeadStart(new float[classes][], new boolean[classes]);
  }

  /**
   * Takes rows from the network whose features the head is trained on.
   *
   * @param classes the classes of the new head, in the order of its logits
   * @param known classes of the network's head, in the order of its logits
   * @param trainedOn classes whose rows are trained further
   * @param kept classes whose rows are fixed
   */
  public static HeadStart of(
      List<String> classes,
      Weights network,
      List<String> known,
      Set<String> trainedOn,
      Set<String> kept) {
    float[][] rows = new float[classes.size()][];
    boolean[] fixed = new boolean[classes.size()];
    for (int c = 0; c < rows.length; c++) {
      String name = classes.get(c);
      int row = known.indexOf(name);
      if (row >= 0 && (trainedOn.contains(name) || kept.contains(name))) {
        rows[c] = row(network, row);
        fixed[c] = kept.contains(name);
      }
    }
    return new HeadStart(rows, fixed);
  }

  private static float[] row(Weights network, int c) {
    int classes = network.classes().orElseThrow();
    List<TensorSpec> specs = Xception.head(classes).tensors();
    Tensor kernel = network.get(specs.get(0).name());
    float[] row = new float[Xception.FEATURES + 1];
    for (int i = 0; i < Xception.FEATURES; i++) {
      row[i] = kernel.get(i * classes + c);
    }
    row[Xception.FEATURES] = network.get(specs.get(1).name()).get(c);
    return row;
  }

  /** Returns this start with the other's rows where this one has none. */
  public HeadStart or(HeadStart other) {
    float[][] both = rows.clone();
    boolean[] kept = fixed.clone();
    for (int c = 0; c < both.length; c++) {
      if (both[c] == null) {
        both[c] = other.rows[c];
        kept[c] = other.fixed[c];
      }
    }
    return new HeadStart(both, kept);
  }

  /** Returns the start for scaled features. */
  HeadStart scaled(FeatureScale scale) {
    float[][] scaled = new float[rows.length][];
    for (int c = 0; c < rows.length; c++) {
      scaled[c] = scale.forScaled(rows[c]);
    }
    return new HeadStart(scaled, fixed);
  }

  /**
   * Converts a head's rows on scaled features to rows on raw features; fixed rows are unchanged.
   */
  float[][] raw(FeatureScale scale, float[][] trained) {
    float[][] raw = new float[rows.length][];
    for (int c = 0; c < rows.length; c++) {
      raw[c] = fixed[c] ? rows[c] : scale.forRaw(trained[c]);
    }
    return raw;
  }

  /** Returns the number of classes. */
  public int classes() {
    return rows.length;
  }

  /** Returns the row of a class, which must not be modified; null for a fresh one. */
  float[] row(int c) {
    return rows[c];
  }

  /** Whether the class's row is fixed. */
  public boolean isFixed(int c) {
    return fixed[c];
  }
}
