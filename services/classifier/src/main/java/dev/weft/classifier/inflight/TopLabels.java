package dev.weft.classifier.inflight;

import dev.weft.base.Softmax;
import dev.weft.events.image.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Converts logits to labels. */
public final class TopLabels {

  private static final int FEW_CLASSES = 10;
  private static final int SOME = 5;

  private TopLabels() {}

  /**
   * The {@code k} most probable labels, most probable first; ties are broken by the order of the
   * classes. Probabilities are the softmax, computed in double with the largest logit subtracted.
   *
   * @param logits one for each class
   * @param k number of labels; at most all. 0 means all labels of a model with up to {@value
   *     #FEW_CLASSES} classes, and {@value #SOME} of a larger one
   */
  public static List<Prediction> of(float[] logits, List<String> classes, int k) {
    if (logits.length != classes.size()) {
      throw new IllegalArgumentException(
          "the engine returned " + logits.length + " logits for " + classes.size() + " classes");
    }
    double[] probabilities = Softmax.of(logits);
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
        .limit(k > 0 ? k : logits.length <= FEW_CLASSES ? FEW_CLASSES : SOME)
        .map(i -> new Prediction(classes.get(i), probabilities[i]))
        .toList();
  }
}
