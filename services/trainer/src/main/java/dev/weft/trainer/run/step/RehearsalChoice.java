package dev.weft.trainer.run.step;

import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.features.Rehearsal.Example;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Selects the rehearsal examples that are published with a version. */
final class RehearsalChoice {
  private static final Comparator<Sample> ANY_BUT_THE_SAME =
      Comparator.comparing(sample -> sample.object().sha256());

  private RehearsalChoice() {}

  /**
   * Selects the same number of examples of each class, as far as available, from the version's
   * training images and its parent's examples. The selection is by SHA-256, so that a version that
   * is built again has the same examples.
   *
   * @param learned the version's training images in the data set
   * @param before the parent's examples, of the same classes
   * @param most maximum number of examples in total
   */
  static Rehearsal of(
      TrainingDataset dataset,
      List<Sample> learned,
      FeatureSet features,
      Rehearsal before,
      int most) {
    List<List<Example>> byClass = new ArrayList<>();
    for (int c = 0; c < dataset.classes().size(); c++) {
      byClass.add(examples(c, learned, features, before, most));
    }
    List<Example> chosen = new ArrayList<>();
    for (int turn = 0; turn < most; turn++) {
      for (List<Example> examples : byClass) {
        if (turn < examples.size() && chosen.size() < most) {
          chosen.add(examples.get(turn));
        }
      }
    }
    chosen.sort(Comparator.comparing(Example::sha256));
    return new Rehearsal(before.base(), before.preprocessing(), dataset.classes(), chosen);
  }

  private static List<Example> examples(
      int label, List<Sample> learned, FeatureSet features, Rehearsal before, int most) {
    List<Example> examples = new ArrayList<>();
    learned.stream()
        .filter(sample -> sample.label() == label)
        .sorted(ANY_BUT_THE_SAME)
        .limit(most)
        .forEach(sample -> examples.add(example(sample, features)));
    before.examples().stream()
        .filter(example -> example.label() == label)
        .sorted(Comparator.comparing(Example::sha256))
        .forEach(examples::add);
    return examples;
  }

  private static Example example(Sample sample, FeatureSet features) {
    String sha256 = sample.object().sha256();
    FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
    features.read(sha256, Augmentation.NONE, row);
    PerceptualHash look = features.look(sha256).orElseThrow();
    return new Example(sha256, look, sample.label(), row.array());
  }
}
