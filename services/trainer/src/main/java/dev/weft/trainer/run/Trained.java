package dev.weft.trainer.run;

import dev.weft.events.ModelRef;
import dev.weft.events.TrainingPhase;
import dev.weft.events.TrainingState;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Reference;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.evaluate.DoubtfulLabel;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Gate;
import dev.weft.trainer.evaluate.GateRules;
import dev.weft.trainer.evaluate.Verdict;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.FineTunePhase;
import dev.weft.trainer.phase.HeadStart;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Lineage;
import dev.weft.trainer.report.LookAlikes;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.ReportBuilder;
import dev.weft.trainer.report.ReportWriter;
import dev.weft.trainer.report.SearchSummary;
import dev.weft.xception.weights.Weights;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What follows once there is a data set. */
final class Trained {

  /**
   * What a training works with, whichever it is.
   *
   * @param models versions
   * @param settings how trainings are done here
   * @param files what is kept of the training
   * @param watch who asks it to stop, and hears how far it is
   * @param clock of its steps
   * @param networks forward passes
   */
  record Tools(
      ModelStore models,
      RunSettings settings,
      RunFiles files,
      Watch watch,
      StepClock clock,
      Networks networks) {

    LoadedVersion load(ModelRef version) {
      return LoadedVersion.of(models, version.name(), version.version(), settings.modelCache());
    }
  }

  private final Tools tools;
  private final Plan plan;
  private final LoadedVersion base;
  private final Inheritance inheritance;
  private final FeatureSet features;
  private final RunFiles.Built built;
  private final Dataset dataset;
  private final Rehearsal rehearsal;
  private final HeadStart start;
  private int imagesThroughBase;

  /**
   * @param imagesThroughBase that the training has passed through a base so far
   */
  Trained(
      Tools tools,
      int imagesThroughBase,
      Plan plan,
      LoadedVersion base,
      Inheritance inheritance,
      FeatureSet features,
      RunFiles.Built built) {
    this.tools = tools;
    this.imagesThroughBase = imagesThroughBase;
    this.plan = plan;
    this.base = base;
    this.inheritance = inheritance;
    this.features = features;
    this.built = built;
    this.dataset = built.dataset();
    this.rehearsal = inheritance.rehearsal(dataset, features);
    this.start = inheritance.start(dataset, rehearsal, plan.recipe());
  }

  /** See {@link TrainingInputs}. */
  String inputs() {
    return TrainingInputs.of(
        plan,
        built.id(),
        base,
        inheritance.takenOver(rehearsal, start, plan.recipe()),
        tools.settings().codeVersion());
  }

  Outcome end() {
    List<Sample> judging = judging();
    Checkpoints checkpoints = tools.files().checkpoints();
    tools.clock().began(TrainingPhase.FREEZE);
    HeadStep.Result found =
        new HeadStep(plan.recipe(), tools.clock()::progressed)
            .run(base.weights(), start, dataset, features, rehearsal, checkpoints);
    PhaseResult frozen = found.head();
    Path directory = tools.files().work();
    try (FineTunePhase fineTuning = fineTuning()) {
      PhaseResult tuned = fineTune(fineTuning, frozen, checkpoints);
      Candidate candidate = candidate(tuned.weights());
      List<float[]> heldBack = isCrossValidated() ? found.search().probabilities() : List.of();
      JudgeStep judge = new JudgeStep(tools.networks(), tools.clock());
      JudgeStep.Judged judged =
          judge.judge(
              dataset, judging, base, features, frozen.weights(), candidate, heldBack, serving());
      Verdict verdict = verdict(judged);
      if (!(verdict instanceof Verdict.Passed)) {
        Report report = report(found, tuned, judged, verdict);
        tools.clock().began(TrainingPhase.PUBLISH);
        return reject(report, directory, verdict);
      }
      PublishStep.Version version =
          learnsAllAfterwards()
              ? refitted(found, tuned, fineTuning, judge, judged)
              : new PublishStep.Version(
                  candidate,
                  isCrossValidated(),
                  isCrossValidated() ? dataset.samples() : List.of(),
                  heldBack,
                  new Reference(judged.tuned().predicted(), judged.reference().orElse(null)));
      Report report = report(found, tuned, judged, verdict);
      tools.clock().began(TrainingPhase.PUBLISH);
      return new PublishStep(tools, plan, base, built, inputs(), features, rehearsal)
          .publish(version, report, directory);
    }
  }

  /** Images that are held back, but for those that the base's own blocks were trained on. */
  private List<Sample> judging() {
    List<Sample> heldBack = isCrossValidated() ? dataset.samples() : dataset.of(Side.TEST);
    if (!Inheritance.hasTunedOnAll(base)) {
      return heldBack;
    }
    Set<String> learned = learnedBy(base);
    List<Sample> left =
        heldBack.stream().filter(sample -> !learned.contains(sample.object().sha256())).toList();
    if (left.isEmpty() && !heldBack.isEmpty()) {
      throw new Impossible(
          "nothing can judge what trains on from %s: it was fine-tuned on all images, those that would judge included; train from the root's base, or label more"
              .formatted(base.ref()));
    }
    return left;
  }

  private Candidate candidate(Weights weights) {
    return Candidate.write(weights, base.manifest().preprocessing(), tools.files().work());
  }

  /** The version that learned once more, from all images; the one that was judged is forgotten. */
  private PublishStep.Version refitted(
      HeadStep.Result found,
      PhaseResult tuned,
      FineTunePhase fineTuning,
      JudgeStep judge,
      JudgeStep.Judged judged) {
    tools
        .watch()
        .noted(
            "passed: learning once more, from all %d images".formatted(dataset.samples().size()));
    RefitStep refit = new RefitStep(tools.networks(), tools.clock());
    Weights weights =
        refit.run(
            base,
            start,
            dataset,
            features,
            rehearsal,
            found,
            tuned.history(),
            fineTuning,
            tools.files().checkpointsOfAll());
    imagesThroughBase += refit.imagesThroughBase();
    Candidate candidate = candidate(weights);
    return new PublishStep.Version(
        candidate,
        true,
        judged.samples(),
        judged.tuned().probabilities(),
        new Reference(
            judged.tuned().predicted(),
            judge.reference(candidate, base, features, judged.samples()).orElse(null)));
  }

  private boolean isCrossValidated() {
    return plan.recipe().crossValidates(dataset.samples().size());
  }

  private boolean learnsAllAfterwards() {
    return plan.recipe().learnsAllAfterwards(dataset.samples().size());
  }

  /** Whether what is published has; of a version that is not there is nothing to say. */
  private boolean learnsFromAll(Verdict verdict) {
    return verdict instanceof Verdict.Passed && (isCrossValidated() || learnsAllAfterwards());
  }

  /** The version that serves; null if none does, or one whose head was never trained. */
  private JudgeStep.Serving serving() {
    if (plan.isFirst()) {
      return null;
    }
    ModelRef serves = new ModelRef(plan.model(), plan.serving());
    LoadedVersion version =
        Stream.of(base, inheritance.parent())
            .filter(loaded -> loaded.ref().equals(serves))
            .findFirst()
            .orElseGet(() -> tools.load(serves));
    return Inheritance.knows(version)
        ? new JudgeStep.Serving(version, learnedBy(version), HeldBackAnswers.of(version))
        : null;
  }

  /** As far as its data set is still there; of a version that was made elsewhere nothing. */
  private Set<String> learnedBy(LoadedVersion version) {
    TrainingLineage training = version.manifest().origin().training();
    if (training == null) {
      return Set.of();
    }
    boolean all = Inheritance.hasLearnedAll(version);
    Set<String> learned = new HashSet<>();
    tools
        .files()
        .dataset(training.dataSet())
        .ifPresent(
            set ->
                set.samples().stream()
                    .filter(sample -> all || sample.side() != Side.TEST)
                    .forEach(sample -> learned.add(sample.object().sha256())));
    return learned;
  }

  private Verdict verdict(JudgeStep.Judged judged) {
    Recipe.Judging judging = plan.recipe().judging();
    Gate gate =
        new Gate(
            new GateRules(
                plan.recipe().gateMargin(),
                judging.tolerance(),
                judging.recallMargin(),
                judging.imagesPerClass()));
    Verdict verdict =
        judged.serving() == null
            ? gate.first()
            : gate.judge(
                judged.comparable(judged.tuned()),
                judged.comparable(judged.serving()),
                judged.comparableTruth(),
                isCrossValidated() ? 1 : 1 / tools.settings().split().test());
    List<String> dropped = inheritance.droppedClasses();
    if (!dropped.isEmpty()) {
      verdict = verdict.and("without %s, as was asked for".formatted(String.join(", ", dropped)));
    }
    if (verdict instanceof Verdict.Passed && learnsAllAfterwards()) {
      verdict =
          verdict.and(
              "then learned from all %d images, those that judged included"
                  .formatted(dataset.samples().size()));
    }
    List<String> unseen = classesWithoutTrainingImages();
    return plan.recipe().fineTune().isAskedFor() && !unseen.isEmpty()
        ? verdict.and(
            "not fine-tuned, although it was asked for: no training image shows %s, which would be forgotten (label some, or drop the class)"
                .formatted(String.join(", ", unseen)))
        : verdict;
  }

  private PhaseResult fineTune(
      FineTunePhase fineTuning, PhaseResult frozen, Checkpoints checkpoints) {
    return fineTunedFrom().equals("none")
        ? new PhaseResult(frozen.weights(), History.EMPTY)
        : fineTuning.run(frozen.weights(), dataset, checkpoints);
  }

  private FineTunePhase fineTuning() {
    return new FineTunePhase(
        plan.recipe(),
        tools.networks().pass(base.manifest().preprocessing()),
        tools.files().work().resolve("activations"),
        tools.settings().activationBytes(),
        tools.clock()::progressed);
  }

  /**
   * The first block that is fine-tuned. A class without images would be forgotten: what is
   * rehearsed, and the row that is kept, are of the base as it was.
   */
  private String fineTunedFrom() {
    if (isCrossValidated()) {
      return "none";
    }
    if (!classesWithoutTrainingImages().isEmpty()) {
      return "none";
    }
    return plan.recipe().fineTune().resolve(dataset.of(Side.TRAIN).size());
  }

  private List<String> classesWithoutTrainingImages() {
    int[] images = dataset.counts(Side.TRAIN);
    return IntStream.range(0, images.length)
        .filter(c -> images[c] == 0)
        .mapToObj(dataset.classes()::get)
        .toList();
  }

  private Report report(
      HeadStep.Result found, PhaseResult tuned, JudgeStep.Judged judged, Verdict verdict) {
    List<String> known = judged.serving() == null ? List.of() : judged.serving().classes();
    ReportBuilder report =
        Report.of(plan.trainingId(), plan.model(), plan.startedAt(), verdict)
            .dataset(built.id(), dataset, known)
            .recipe(found.recipe(), fineTunedFrom())
            .inherited(inheritance.told(dataset, rehearsal, start))
            .search(SearchSummary.of(found.search()))
            .judgedBy(isCrossValidated() ? plan.recipe().judging().folds() : 0)
            .learnedFromAll(learnsFromAll(verdict))
            .freeze(found.head().history())
            .fineTune(tuned.history())
            .toLookAt(
                DoubtfulLabel.of(judged.tuned(), judged.truth()),
                LookAlikes.in(
                    dataset, sample -> features.look(sample.object().sha256()).orElseThrow()))
            .imagesThroughBase(imagesThroughBase)
            .lineage(
                new Lineage(
                    plan.isFirst() ? null : plan.parent(),
                    base.baseId(),
                    plan.from().toString(),
                    plan.tried(),
                    plan.dataset(),
                    tools.settings().codeVersion(),
                    hardware()));
    if (judged.serving() != null) {
      report.judged(
          Judged.SERVING, plan.serving(), Evaluation.of(judged.serving(), judged.truth()));
    }
    report.judged(Judged.FROZEN_HEAD, null, Evaluation.of(judged.frozen(), judged.truth()));
    if (!tuned.history().epochs().isEmpty()) {
      report.judged(Judged.FINE_TUNED, null, Evaluation.of(judged.tuned(), judged.truth()));
    }
    tools.clock().seconds().forEach(report::took);
    return report.build();
  }

  private String hardware() {
    return "%s; trained on %s".formatted(tools.networks().hardware(), TrainingBackend.describe());
  }

  private Outcome reject(Report report, Path directory, Verdict verdict) {
    String key = tools.files().putReport(ReportWriter.write(report, directory));
    return Outcome.of(TrainingState.REJECTED, verdict.reason(), key, plan.sameAs());
  }
}
