package dev.weft.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.ModelRef;
import dev.weft.events.TrainingPhase;
import dev.weft.events.TrainingState;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private final int imagesThroughBase;
  private final Plan plan;
  private final LoadedVersion base;
  private final Inheritance inheritance;
  private final FeatureSet features;
  private final String manifest;
  private final Dataset dataset;
  private final Rehearsal rehearsal;
  private final HeadStart start;

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
    this.manifest = built.id();
    this.dataset = built.dataset();
    this.rehearsal = inheritance.rehearsal(dataset, features);
    this.start = inheritance.start(dataset, rehearsal, plan.recipe());
  }

  /** See {@link TrainingInputs}. */
  String inputs() {
    return TrainingInputs.of(
        plan,
        manifest,
        base,
        inheritance.takenOver(rehearsal, start, plan.recipe()),
        tools.settings().codeVersion());
  }

  Outcome end() {
    Checkpoints checkpoints = tools.files().checkpoints();
    tools.clock().began(TrainingPhase.FREEZE);
    HeadStep.Result found =
        new HeadStep(plan.recipe(), tools.clock()::progressed)
            .run(base.weights(), start, dataset, features, rehearsal, checkpoints);
    PhaseResult frozen = found.head();
    PhaseResult tuned = fineTune(frozen, checkpoints);
    Path directory = tools.files().work();
    Candidate candidate =
        Candidate.write(tuned.weights(), base.manifest().preprocessing(), directory);
    JudgeStep.Serving serving = serving();
    List<float[]> heldBack = isCrossValidated() ? found.search().probabilities() : List.of();
    JudgeStep.Judged judged =
        new JudgeStep(tools.networks(), tools.clock())
            .judge(dataset, base, features, frozen.weights(), candidate, heldBack, serving);
    Verdict verdict = verdict(judged);
    Report report = report(found, tuned, judged, verdict);
    tools.clock().began(TrainingPhase.PUBLISH);
    return verdict instanceof Verdict.Passed
        ? publish(candidate, judged, heldBack, report, directory, verdict)
        : reject(report, directory, verdict);
  }

  private boolean isCrossValidated() {
    return plan.recipe().crossValidates(dataset.samples().size());
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
    boolean all = version.manifest().origin().metrics().containsKey(Inheritance.FOLDS);
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
    List<String> unseen = classesWithoutTrainingImages();
    return plan.recipe().fineTune().isAskedFor() && !unseen.isEmpty()
        ? verdict.and(
            "not fine-tuned, although it was asked for: no training image shows %s, which would be forgotten (label some, or drop the class)"
                .formatted(String.join(", ", unseen)))
        : verdict;
  }

  private PhaseResult fineTune(PhaseResult frozen, Checkpoints checkpoints) {
    if (fineTunedFrom().equals("none")) {
      return new PhaseResult(frozen.weights(), History.EMPTY);
    }
    return new FineTunePhase(
            plan.recipe(),
            tools.networks().pass(base.manifest().preprocessing()),
            tools.files().work().resolve("activations"),
            tools.settings().activationBytes(),
            tools.clock()::progressed)
        .run(frozen.weights(), dataset, checkpoints);
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
            .dataset(manifest, dataset, known)
            .recipe(found.recipe(), fineTunedFrom())
            .inherited(inheritance.told(dataset, rehearsal, start))
            .search(SearchSummary.of(found.search()))
            .judgedBy(isCrossValidated() ? plan.recipe().judging().folds() : 0)
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

  /** Of what is published: the last that was judged. */
  private Map<String, Double> metrics(Report report) {
    Evaluation evaluation = report.evaluations().get(report.evaluations().size() - 1).evaluation();
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("accuracy", evaluation.accuracy());
    metrics.put("accuracyLow", evaluation.interval().low());
    metrics.put("accuracyHigh", evaluation.interval().high());
    metrics.put("images", (double) evaluation.images());
    metrics.put("top2", evaluation.top2());
    metrics.put("loss", evaluation.loss());
    metrics.put("calibrationError", evaluation.calibrationError());
    if (isCrossValidated()) {
      metrics.put(Inheritance.FOLDS, (double) plan.recipe().judging().folds());
    }
    return metrics;
  }

  private Outcome publish(
      Candidate candidate,
      JudgeStep.Judged judged,
      List<float[]> heldBack,
      Report report,
      Path directory,
      Verdict verdict) {
    Map<String, Path> bundle = new HashMap<>();
    bundle.put(ModelManifest.ONNX, candidate.files().onnx());
    bundle.put(ModelManifest.WEIGHTS, candidate.files().weights());
    if (base.manifest().files().containsKey(ModelManifest.WEIGHTS_LICENSE)) {
      bundle.put(
          ModelManifest.WEIGHTS_LICENSE,
          base.bundle().directory().resolve(ModelManifest.WEIGHTS_LICENSE));
    }
    List<Path> told = ReportWriter.write(report, directory);
    tools.files().keep(told);
    told.forEach(file -> bundle.put(file.getFileName().toString(), file));
    bundle.put(Rehearsal.FILE, rehearsalOf(directory));
    if (!heldBack.isEmpty()) {
      bundle.put(HeldBackAnswers.FILE, answersOf(heldBack, directory));
    }
    tools.watch().check();
    ModelManifest staged =
        tools
            .models()
            .stage(
                new ModelDraft(
                    plan.model(),
                    dataset.classes(),
                    base.manifest().preprocessing(),
                    candidate.golden(),
                    bundle,
                    origin(report),
                    new Reference(judged.tuned().predicted(), judged.reference().orElse(null))));
    String key =
        tools
            .files()
            .putReport(ReportWriter.write(report.withVersion(staged.version()), directory));
    return new Outcome(
        TrainingState.PUBLISHED,
        verdict.reason(),
        RunFiles.tree(staged.toJson()),
        key,
        plan.sameAs(),
        staged.publishedAt());
  }

  /** What travels with the new version: of each class the same number, as far as there are. */
  private Path rehearsalOf(Path directory) {
    Path file = directory.resolve(Rehearsal.FILE);
    try {
      List<Sample> learned = isCrossValidated() ? dataset.samples() : dataset.of(Side.TRAIN);
      RehearsalChoice.of(dataset, learned, features, rehearsal, tools.settings().rehearsalImages())
          .write(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the rehearsal set to " + file, e);
    }
  }

  private Path answersOf(List<float[]> heldBack, Path directory) {
    Path file = directory.resolve(HeldBackAnswers.FILE);
    try {
      HeldBackAnswers.write(dataset.samples(), heldBack, file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the answers to " + file, e);
    }
  }

  private Outcome reject(Report report, Path directory, Verdict verdict) {
    String key = tools.files().putReport(ReportWriter.write(report, directory));
    return Outcome.of(TrainingState.REJECTED, verdict.reason(), key, plan.sameAs());
  }

  private Origin origin(Report report) {
    JsonNode recipe = RunFiles.tree(plan.recipe());
    return new Origin(
        Origin.TRAINING,
        RunFiles.manifestKey(manifest),
        manifest,
        plan.follows().toString(),
        metrics(report),
        new TrainingLineage(
            plan.trainingId(),
            manifest,
            plan.dataset(),
            inputs(),
            recipe,
            plan.recipe().seed(),
            tools.settings().codeVersion(),
            report.lineage().hardware(),
            Duration.between(plan.startedAt(), Instant.now()).toMillis() / 1e3));
  }
}
