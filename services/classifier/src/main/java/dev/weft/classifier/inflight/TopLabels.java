package dev.weft.classifier.inflight;

import dev.weft.base.Softmax;
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
    double[] probabilities = Softmax.of(logits);
    return IntStream.range(0, logits.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -probabilities[i]))
        .limit(k > 0 ? k : logits.length <= FEW_CLASSES ? FEW_CLASSES : SOME)
        .map(i -> new Prediction(classes.get(i), probabilities[i]))
        .toList();
  }
}
