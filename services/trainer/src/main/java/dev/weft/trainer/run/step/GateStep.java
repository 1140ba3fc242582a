package dev.weft.trainer.run.step;

import dev.weft.events.ModelRef;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.Gate;
import dev.weft.trainer.evaluate.GateRules;
import dev.weft.trainer.evaluate.GateVerdict;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.start.Inheritance;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.trainer.run.start.TrainingImpossibleException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Determines the images that a new version is evaluated on, the version it is compared with, and
 * whether it passes.
 */
public final class GateStep {
  private final StepContext context;
  private final Plan plan;
  private final LoadedVersion base;
  private final Inheritance inheritance;
  private final TrainingDataset dataset;

  public GateStep(
      StepContext context,
      Plan plan,
      LoadedVersion base,
      Inheritance inheritance,
      TrainingDataset dataset) {
    this.context = context;
    this.plan = plan;
    this.base = base;
    this.inheritance = inheritance;
    this.dataset = dataset;
  }

  /** Returns the held-out images, without those that the base's own blocks were trained on. */
  public List<Sample> judging() {
    List<Sample> heldBack =
        plan.recipe().crossValidates(dataset.samples().size())
            ? dataset.samples()
            : dataset.of(Split.TEST);
    if (!Inheritance.hasTunedOnAll(base)) {
      return heldBack;
    }
    Set<String> learned = trainingImages(base);
    List<Sample> left =
        heldBack.stream().filter(sample -> !learned.contains(sample.object().sha256())).toList();
    if (left.isEmpty() && !heldBack.isEmpty()) {
      throw new TrainingImpossibleException(
          "a version trained from %s cannot be evaluated: %1$s was fine-tuned on all images, including held-out ones; train from the root's base, or label more images"
              .formatted(base.ref()));
    }
    return left;
  }

  /** Returns the serving version; null if there is none, or its head was never trained. */
  public JudgeStep.Serving serving() {
    if (plan.isFirst()) {
      return null;
    }
    ModelRef serves = new ModelRef(plan.model(), plan.serving());
    LoadedVersion version =
        Stream.of(base, inheritance.parent())
            .filter(loaded -> loaded.ref().equals(serves) && loaded.isAsPublished())
            .findFirst()
            .orElseGet(() -> context.load(serves));
    return Inheritance.knows(version)
        ? new JudgeStep.Serving(version, trainingImages(version), HeldBackAnswers.of(version))
        : null;
  }

  /**
   * SHA-256 of the images that a version was trained on, if its data set still exists; empty for a
   * version that was made elsewhere.
   */
  private Set<String> trainingImages(LoadedVersion version) {
    TrainingLineage training = version.manifest().origin().training();
    if (training == null) {
      return Set.of();
    }
    boolean all = Inheritance.hasLearnedAll(version);
    Set<String> learned = new HashSet<>();
    context
        .files()
        .dataset(training.dataSet())
        .ifPresent(
            set ->
                set.samples().stream()
                    .filter(sample -> all || sample.side() != Split.TEST)
                    .forEach(sample -> learned.add(sample.object().sha256())));
    return learned;
  }

  /** Returns the verdict on the new version. */
  public GateVerdict verdict(JudgeStep.Judged judged) {
    Recipe.Judging judging = plan.recipe().judging();
    Gate gate =
        new Gate(
            new GateRules(
                plan.recipe().gateMargin(),
                judging.tolerance(),
                judging.recallMargin(),
                judging.imagesPerClass()));
    GateVerdict verdict =
        judged.serving() == null
            ? gate.first()
            : gate.judge(
                judged.comparable(judged.tuned()),
                judged.comparable(judged.serving()),
                judged.comparableTruth(),
                plan.recipe().crossValidates(dataset.samples().size())
                    ? 1
                    : 1 / context.settings().split().test());
    List<String> dropped = inheritance.droppedClasses();
    if (!dropped.isEmpty()) {
      verdict = verdict.and("without %s, as requested".formatted(String.join(", ", dropped)));
    }
    List<String> unseen = dataset.classesWithout(Split.TRAIN);
    return plan.recipe().fineTune().isAskedFor() && !unseen.isEmpty()
        ? verdict.and(
            "not fine-tuned, although requested: no training image is labeled %s, which would be forgotten (label some images, or drop the class)"
                .formatted(String.join(", ", unseen)))
        : verdict;
  }
}
