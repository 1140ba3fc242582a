package dev.weft.xception.explain;

import dev.weft.base.Softmax;

/** What one image says for each class. Immutable. */
public final class ClassMaps {
  private final float[] logits;
  private final float[][][] maps;

  /** Takes over {@code [classes]} logits and {@code [classes][h][w]} maps. */
  public ClassMaps(float[] logits, float[][][] maps) {
    this.logits = logits;
    this.maps = maps;
  }

  /** Number of classes. */
  public int classes() {
    return logits.length;
  }

  /** The class with the largest logit, the first of several. */
  public int predicted() {
    int best = 0;
    for (int c = 1; c < logits.length; c++) {
      best = logits[c] > logits[best] ? c : best;
    }
    return best;
  }

  /** Softmax of the logits at one class. */
  public double probability(int index) {
    return Softmax.of(logits)[index];
  }

  /**
   * What the image says for one class.
   *
   * @param index in the order of the logits
   */
  public ClassMap of(int index) {
    return new ClassMap(index, logits[index], probability(index), maps[index]);
  }
}
