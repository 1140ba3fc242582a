package dev.weft.trainer.run;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingState;
import dev.weft.features.FeatureSet;
import dev.weft.modelstore.reference.Reference;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.DoubtfulLabel;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.GateVerdict;
import dev.weft.trainer.evaluate.Temperature;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.finetune.FineTunePhase;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Lineage;
import dev.weft.trainer.report.LookAlikes;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.ReportBuilder;
import dev.weft.trainer.report.SearchSummary;
import dev.weft.trainer.report.SmallerInput;
import dev.weft.trainer.report.UncertaintySummary;
import dev.weft.trainer.report.file.ReportWriter;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.files.TrainingOutcome;
import dev.weft.trainer.run.start.Inheritance;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.trainer.run.step.CalibrationStep;
import dev.weft.trainer.run.step.CandidateVersion;
import dev.weft.trainer.run.step.EvaluationStep;
import dev.weft.trainer.run.step.GateStep;
import dev.weft.trainer.run.step.HeadStep;
import dev.weft.trainer.run.step.JudgeStep;
import dev.weft.trainer.run.step.PublishStep;
import dev.weft.trainer.run.step.QuantizeStep;
import dev.weft.trainer.run.step.RefitStep;
import dev.weft.trainer.run.step.SmallerInputStep;
import dev.weft.trainer.run.step.StepContext;
import dev.weft.trainer.run.step.TrainingInputs;
import dev.weft.trainer.run.step.UncertaintyStep;
import dev.weft.trainer.run.step.UnknownImages;
import dev.weft.xception.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a training after the data set: head, fine-tuning, calibration, evaluation, and
 * publication or rejection.
 */
final class TrainingSteps {
  private final StepContext context;
  private final Plan plan;
  private final LoadedVersion base;
  private final Inheritance inheritance;
  private final FeatureSet features;
  private final RunFiles.Built built;
  private final TrainingDataset dataset;
  private final Rehearsal rehearsal;
  private final HeadStart start;
  private final UnknownImages unknown;
  private int imagesThroughBase;

  /**
   * @param imagesThroughBase number of images that have passed through a base so far
   * @param unknown labeled images of classes that the data set lacks
   */
  TrainingSteps(
      StepContext context,
      int imagesThroughBase,
      Plan plan,
      LoadedVersion base,
      Inheritance inheritance,
      FeatureSet features,
      RunFiles.Built built,
      UnknownImages unknown) {
    this.unknown = unknown;
    this.context = context;
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
        context.settings().codeVersion());
  }

  TrainingOutcome end() {
    GateStep gate = new GateStep(context, plan, base, inheritance, dataset);
    List<Sample> judging = gate.judging();
    Checkpoints checkpoints = context.files().checkpoints();
    context.clock().began(TrainingPhase.FREEZE);
    HeadStep.Result found =
        new HeadStep(plan.recipe(), context.clock()::progressed)
            .run(base.weights(), start, dataset, features, rehearsal, checkpoints);
    PhaseResult frozen = found.head();
    Path directory = context.files().work();
    try (FineTunePhase fineTuning = fineTuning()) {
      PhaseResult tuned = fineTune(fineTuning, frozen, checkpoints);
      Temperature ofHead = temperature(found);
      Temperature temperature = isFineTuned(tuned) ? temperature(tuned) : ofHead;
      CandidateVersion candidate = candidate(tuned.weights(), temperature);
      List<float[]> heldBack = heldBack(found);
      JudgeStep judge = new JudgeStep(context.networks(), context.clock());
      JudgeStep.Judged judged =
          judge.judge(
              dataset,
              judging,
              base,
              features,
              frozen.weights().withLogitsDividedBy(ofHead.value()),
              candidate,
              heldBack,
              gate.serving());
      new EvaluationStep(plan, dataset, folds()).keep(judged, context.files());
      GateVerdict verdict = gate.verdict(judged);
      if (!(verdict instanceof GateVerdict.Passed)) {
        Report report = report(found, tuned, temperature, judged, verdict);
        context.clock().began(TrainingPhase.PUBLISH);
        return reject(report, directory, verdict);
      }
      Optional<UncertaintyRules> uncertainty =
          isCrossValidated()
              ? uncertainty().crossValidated(candidate, heldBack)
              : uncertainty().validated(candidate);
      List<SmallerInput> smaller = smallerInputs(found, candidate, judge, judged);
      PublishStep.Version version =
          learnsAllAfterwards()
              ? refitted(found, tuned, temperature, fineTuning, judge, judged, uncertainty)
              : new PublishStep.Version(
                  candidate,
                  isCrossValidated() ? dataset.samples().size() : 0,
                  isCrossValidated() ? dataset.samples() : List.of(),
                  heldBack,
                  new Reference(judged.tuned().predicted(), judged.reference().orElse(null)),
                  uncertainty,
                  quantized(candidate, judge, judged, uncertainty));
      Report report =
          report(found, tuned, temperature, judged, described(verdict, version))
              .withUncertainty(uncertainty.map(UncertaintySummary::of).orElse(null))
              .withQuantized(version.quantized().map(QuantizeStep.Result::summary).orElse(null))
              .withSmallerInputs(smaller);
      context.clock().began(TrainingPhase.PUBLISH);
      return new PublishStep(context, plan, base, built, inputs(), features, rehearsal)
          .publish(version, report, directory);
    }
  }

  private CandidateVersion candidate(Weights weights, Temperature temperature) {
    return CandidateVersion.write(
        weights.withLogitsDividedBy(temperature.value()),
        base.preprocessing(),
        context.files().work());
  }

  private CalibrationStep calibration() {
    return new CalibrationStep(context.networks(), context.clock(), dataset, base, features);
  }

  private UncertaintyStep uncertainty() {
    return new UncertaintyStep(
        context.networks(), context.clock(), dataset, base, features, rehearsal, unknown);
  }

  private List<float[]> heldBack(HeadStep.Result found) {
    return isCrossValidated() ? calibration().heldBack(found.search()) : List.of();
  }

  private Temperature temperature(HeadStep.Result found) {
    return isCrossValidated()
        ? calibration().fit(found.search())
        : calibration().fit(found.head().weights());
  }

  private Temperature temperature(PhaseResult tuned) {
    return calibration().hasImages()
        ? calibration().fit(candidate(tuned.weights(), Temperature.NONE))
        : Temperature.NONE;
  }

  /** Whether the blocks changed: the phase may have ended with its initial weights. */
  private static boolean isFineTuned(PhaseResult tuned) {
    return tuned.history().best() > 0;
  }

  /** Returns the version that was trained again on all images, in place of the evaluated one. */
  private PublishStep.Version refitted(
      HeadStep.Result found,
      PhaseResult tuned,
      Temperature temperature,
      FineTunePhase fineTuning,
      JudgeStep judge,
      JudgeStep.Judged judged,
      Optional<UncertaintyRules> uncertainty) {
    context
        .monitor()
        .noted("passed: training again on all %d images".formatted(dataset.samples().size()));
    RefitStep refit = new RefitStep(context.networks(), context.clock());
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
            context.files().checkpointsOfAll());
    imagesThroughBase += refit.imagesThroughBase();
    CandidateVersion candidate = candidate(weights, temperature);
    Optional<UncertaintyRules> rules =
        uncertainty.map(ofJudged -> uncertainty().refitted(candidate, ofJudged));
    return new PublishStep.Version(
        candidate,
        refit.images(),
        judged.samples(),
        judged.tuned().probabilities(),
        new Reference(
            judged.tuned().predicted(),
            judge.reference(candidate, base, features, judged.samples()).orElse(null)),
        rules,
        quantized(candidate, judge, judged, rules));
  }

  private Optional<QuantizeStep.Result> quantized(
      CandidateVersion candidate,
      JudgeStep judge,
      JudgeStep.Judged judged,
      Optional<UncertaintyRules> rules) {
    if (!context.settings().int8()) {
      return Optional.empty();
    }
    return new QuantizeStep(
            context.networks(),
            context.clock(),
            dataset,
            base.preprocessing(),
            context.files().work())
        .run(
            candidate,
            judge.features(candidate, base, features, judged.samples()),
            judged.samples(),
            rules);
  }

  /** Uses the blocks of the evaluated network, which have not seen the test images. */
  private List<SmallerInput> smallerInputs(
      HeadStep.Result found, CandidateVersion candidate, JudgeStep judge, JudgeStep.Judged judged) {
    return context.settings().smallerInputs()
        ? new SmallerInputStep(context, dataset, base.preprocessing(), found.recipe())
            .run(
                candidate,
                judge.features(candidate, base, features, judged.samples()),
                judged.samples())
        : List.of();
  }

  /** Folds of the cross-validation that evaluates the version; 0 if the test images do. */
  private int folds() {
    return isCrossValidated() ? plan.recipe().judging().folds() : 0;
  }

  private boolean isCrossValidated() {
    return plan.recipe().crossValidates(dataset.samples().size());
  }

  private boolean learnsAllAfterwards() {
    return plan.recipe().learnsAllAfterwards(dataset.samples().size());
  }

  private GateVerdict described(GateVerdict verdict, PublishStep.Version version) {
    return learnsAllAfterwards()
        ? verdict.and(RefitStep.described(version.learnedFromAll(), dataset.samples().size()))
        : verdict;
  }

  /** Whether the published version is trained on all images; false if none is published. */
  private boolean learnsFromAll(GateVerdict verdict) {
    return verdict instanceof GateVerdict.Passed && (isCrossValidated() || learnsAllAfterwards());
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
        context.networks().pass(base.preprocessing()),
        context.files().work().resolve("activations"),
        context.settings().activationBytes(),
        context.clock()::progressed);
  }

  /**
   * Returns the first block to fine-tune. Without fine-tuning if a class has no image, since it
   * would be forgotten: rehearsal examples and kept rows are for the unchanged base.
   */
  private String fineTunedFrom() {
    if (isCrossValidated()) {
      return "none";
    }
    if (!dataset.classesWithout(Split.TRAIN).isEmpty()) {
      return "none";
    }
    return plan.recipe().fineTune().resolve(dataset.of(Split.TRAIN).size());
  }

  private Report report(
      HeadStep.Result found,
      PhaseResult tuned,
      Temperature temperature,
      JudgeStep.Judged judged,
      GateVerdict verdict) {
    List<String> known = judged.serving() == null ? List.of() : judged.serving().classes();
    ReportBuilder report =
        Report.of(plan.trainingId(), plan.model(), plan.startedAt(), verdict)
            .dataset(built.id(), dataset, known)
            .recipe(found.recipe(), fineTunedFrom())
            .inherited(inheritance.inheritedClasses(dataset, rehearsal, start))
            .search(SearchSummary.of(found.search()))
            .judgedBy(folds())
            .learnedFromAll(learnsFromAll(verdict))
            .calibration(
                isCrossValidated()
                    ? calibration().beforeAndAfter(temperature, judged, found.search())
                    : calibration().beforeAndAfter(temperature, judged))
            .freeze(found.head().history())
            .fineTune(tuned.history())
            .toReview(
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
                    context.settings().codeVersion(),
                    hardware()));
    if (judged.serving() != null) {
      report.judged(
          Judged.SERVING, plan.serving(), Evaluation.of(judged.serving(), judged.truth()));
    }
    report.judged(Judged.FROZEN_HEAD, null, Evaluation.of(judged.frozen(), judged.truth()));
    if (!tuned.history().epochs().isEmpty()) {
      report.judged(Judged.FINE_TUNED, null, Evaluation.of(judged.tuned(), judged.truth()));
    }
    context.clock().seconds().forEach(report::took);
    return report.build();
  }

  private String hardware() {
    return "%s; trained on %s".formatted(context.networks().hardware(), TrainingBackend.describe());
  }

  private TrainingOutcome reject(Report report, Path directory, GateVerdict verdict) {
    String key = context.files().putReport(ReportWriter.write(report, directory));
    return TrainingOutcome.of(TrainingState.REJECTED, verdict.reason(), key, plan.sameAs());
  }
}
