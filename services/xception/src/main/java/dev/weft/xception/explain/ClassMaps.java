package dev.weft.xception.explain;

import dev.weft.base.Argmax;
import dev.weft.base.Softmax;

/** The class activation maps of an image. Immutable. */
public final class ClassMaps {
  private final float[] logits;
  private final float[][][] maps;

  /** Takes ownership of {@code [classes]} logits and {@code [classes][h][w]} maps. */
  public ClassMaps(float[] logits, float[][][] maps) {
    this.logits = logits;
    this.maps = maps;
  }

  /** Number of classes. */
  public int classes() {
    return logits.length;
  }

  /** Returns the class with the largest logit; the first if there are several. */
  public int predicted() {
    return Argmax.of(logits);
  }

  /** Returns the softmax of the logits for a class. */
  public double probability(int index) {
    return Softmax.of(logits)[index];
  }

  /**
   * Returns the map of a class.
   *
   * @param index the index in the order of the logits
   */
  public ClassMap of(int index) {
    return new ClassMap(index, logits[index], probability(index), maps[index]);
  }
}
