package dev.weft.trainer.evaluate;

import dev.weft.base.Argmax;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts which of two versions is correct on which images, in total and by class. */
final class Pairs {
  private final Map<String, Count> counts = new HashMap<>();

  private static final class Count {
    private int images;
    private int candidate;
    private int serving;
    private int won;
    private int lost;

    private void add(boolean ours, boolean theirs) {
      images++;
      candidate += ours ? 1 : 0;
      serving += theirs ? 1 : 0;
      won += ours && !theirs ? 1 : 0;
      lost += theirs && !ours ? 1 : 0;
    }
  }

  /**
   * Counts the images of the given classes; both versions' answers are restricted to these classes.
   *
   * @param classes common classes of both versions
   */
  static Pairs of(
      VersionAnswers candidate,
      VersionAnswers serving,
      GroundTruth truth,
      Collection<String> classes) {
    List<String> names = List.copyOf(classes);
    List<float[]> ours = candidate.among(names).probabilities();
    List<float[]> theirs = serving.among(names).probabilities();
    Pairs pairs = new Pairs();
    for (int i = 0; i < truth.images().size(); i++) {
      String label = truth.images().get(i).label();
      int wanted = names.indexOf(label);
      if (wanted >= 0) {
        boolean right = Argmax.of(ours.get(i)) == wanted;
        boolean before = Argmax.of(theirs.get(i)) == wanted;
        pairs.count(null).add(right, before);
        pairs.count(label).add(right, before);
      }
    }
    return pairs;
  }

  private Count count(String label) {
    return counts.computeIfAbsent(label, unknown -> new Count());
  }

  /**
   * Returns the number of images of a class.
   *
   * @param label the class; null for all
   */
  int images(String label) {
    return count(label).images;
  }

  /** Returns the new version's accuracy; 0 without images. */
  double candidate(String label) {
    return (double) count(label).candidate / Math.max(1, images(label));
  }

  /** Returns the serving version's accuracy; 0 without images. */
  double serving(String label) {
    return (double) count(label).serving / Math.max(1, images(label));
  }

  int won(String label) {
    return count(label).won;
  }

  int lost(String label) {
    return count(label).lost;
  }

  PairedTest test(String label) {
    return new PairedTest(images(label), lost(label), won(label));
  }
}
