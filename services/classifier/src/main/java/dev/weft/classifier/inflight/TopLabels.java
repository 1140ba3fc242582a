package dev.weft.classifier.inflight;

import dev.weft.events.image.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Logits to labels. */
public final class TopLabels {

  private static final int FEW_CLASSES = 10;
  private static final int SOME = 5;

  private TopLabels() {}

  /**
   * Softmax, computed in double with the largest logit subtracted, then the {@code k} most
   * probable, most probable first; of equals the class that comes first.
   *
   * @param logits one for each class
   * @param k more than there are classes gives all of them, and so does 0 of a model with up to
   *     {@value #FEW_CLASSES}; of a larger one 0 gives {@value #SOME}
   */
  public static List<Prediction> of(float[] logits, List<String> classes, int k) {
    if (logits.length != classes.size()) {
      throw new IllegalArgumentException(
          "the engine gave " + logits.length + " logits for " + classes.size() + " classes");
    }
    double[] probabilities = softmax(logits);
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
        .limit(k > 0 ? k : logits.length <= FEW_CLASSES ? FEW_CLASSES : SOME)
        .map(i -> new Prediction(classes.get(i), probabilities[i]))
        .toList();
  }

  /** A probability for each class, in the order of the logits. */
  static double[] softmax(float[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    double[] result = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      result[i] = Math.exp(logits[i] - largest);
      sum += result[i];
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.min(1, result[i] / sum);
    }
    return result;
  }
}
