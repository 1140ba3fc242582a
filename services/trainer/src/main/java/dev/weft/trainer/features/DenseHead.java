package dev.weft.trainer.features;

import dev.weft.base.Softmax;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;

/** Applies a head to cached features of a base, to evaluate a version without running the base. */
public final class DenseHead {
  private final float[][] kernel;
  private final float[] bias;

  /**
   * @param weights the weights that include a head
   */
  public DenseHead(Weights weights) {
    int classes =
        weights
            .classes()
            .orElseThrow(() -> new IllegalArgumentException("the weights have no head"));
    String name = Xception.head(classes).name();
    Tensor values = weights.get(name + "/kernel");
    kernel = new float[classes][Xception.FEATURES];
    for (int i = 0; i < values.size(); i++) {
      kernel[i % classes][i / classes] = values.get(i);
    }
    bias = new float[classes];
    weights.get(name + "/bias").values().get(bias);
  }

  /**
   * Returns the probabilities of the classes, which sum to 1.
   *
   * @param features {@value dev.weft.xception.network.Xception#FEATURES} at the buffer's position,
   *     which is unchanged
   */
  public float[] probabilities(FloatBuffer features) {
    double[] logits = new double[kernel.length];
    int at = features.position();
    for (int c = 0; c < logits.length; c++) {
      double sum = bias[c];
      for (int i = 0; i < Xception.FEATURES; i++) {
        sum += kernel[c][i] * features.get(at + i);
      }
      logits[c] = sum;
    }
    double[] exact = Softmax.of(logits, 1);
    float[] probabilities = new float[logits.length];
    for (int c = 0; c < logits.length; c++) {
      probabilities[c] = (float) exact[c];
    }
    return probabilities;
  }
}
