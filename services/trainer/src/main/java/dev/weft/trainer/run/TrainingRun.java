package dev.weft.trainer.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.ImageLabeled;
import dev.weft.events.ModelRef;
import dev.weft.events.TrainingPhase;
import dev.weft.events.TrainingRequested;
import dev.weft.events.TrainingState;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.modelstore.Reference;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Gate;
import dev.weft.trainer.evaluate.Verdict;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.RefusedObjects;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.labels.LabelSnapshot;
import dev.weft.trainer.labels.LabelTopic;
import dev.weft.trainer.labels.TracedLabel;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.FineTunePhase;
import dev.weft.trainer.phase.FreezePhase;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Lineage;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.ReportBuilder;
import dev.weft.trainer.report.ReportWriter;
import dev.weft.trainer.report.TriedBase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** One attempt at one training: the steps in their order. */
final class TrainingRun {
  private final ModelStore models;
  private final ServingVersion serving;
  private final LabelTopic labels;
  private final RunSettings settings;
  private final RunFiles files;
  private final Watch watch;
  private final StepClock clock;
  private final Networks networks;
  private final ImageDigests digests;
  private final LabelMarks marks;
  private final RefusedObjects refused;
  private int imagesThroughBase;

  TrainingRun(
      ObjectStore store,
      String bucket,
      ModelStore models,
      ServingVersion serving,
      LabelTopic labels,
      RunSettings settings,
      RunFiles files,
      Watch watch) {
    this.models = models;
    this.serving = serving;
    this.labels = labels;
    this.settings = settings;
    this.files = files;
    this.watch = watch;
    this.clock = new StepClock(watch);
    this.refused = new RefusedObjects(store, bucket);
    this.networks = new Networks(store, bucket, refused, settings);
    this.marks = new LabelMarks(store, bucket);
    this.digests = new ImageDigests(store, bucket, refused);
  }

  Outcome run(TrainingRequested request, List<String> sameAs) {
    clock.began(TrainingPhase.DATASET);
    List<ImageLabeled> read = null;
    Plan plan = files.plan().orElse(null);
    if (plan == null) {
      LabelSnapshot snapshot = labels.read(request.model());
      plan = files.keep(plan(request, sameAs, snapshot));
      marks.set(plan.model(), new LabelMark(plan.trainingId(), plan.labels()));
      read = snapshot.labels();
    }
    watch.learns(plan.traces());
    watch.joined(plan.sameAs());
    LoadedVersion base =
        LoadedVersion.of(models, plan.from().name(), plan.from().version(), settings.modelCache());
    FeatureSet features = networks.features(base.baseId(), base.manifest().preprocessing());
    RunFiles.Built built = files.dataset().orElse(null);
    if (built == null) {
      DatasetStep step =
          new DatasetStep(networks, digests, refused, settings.split(), clock, watch);
      DatasetResult result =
          step.build(
              read == null ? labels.read(plan.model()).labels() : read,
              plan.recipe(),
              base,
              features);
      if (result instanceof DatasetResult.Refused refused) {
        return refused(plan, refused);
      }
      imagesThroughBase += step.imagesThroughBase();
      built = files.keep(((DatasetResult.Ready) result).dataset());
    }
    return new Trained(plan, base, features, built).end();
  }

  private Plan plan(TrainingRequested request, List<String> sameAs, LabelSnapshot snapshot) {
    BundledBase bundled = new BundledBase(models, settings.modelCache(), watch);
    Versions versions =
        new Versions(models, serving, request.model(), settings.defaultModel(), bundled::version);
    Recipe recipe = recipe(request);
    OptionalInt now = versions.serving();
    int parent = now.isPresent() ? versions.parent(request, now.getAsInt()) : 0;
    List<ModelRef> bases =
        now.isPresent() ? List.of(versions.base(recipe, parent)) : versions.first(request);
    List<TriedBase> tried = bases.size() == 1 ? List.of() : tried(bases, recipe, snapshot.labels());
    ModelRef base =
        tried.isEmpty()
            ? bases.get(0)
            : bases.stream()
                .filter(each -> each.toString().equals(tried.get(0).base()))
                .findFirst()
                .orElseThrow();
    return new Plan(
        request.trainingId(),
        request.model(),
        now.orElse(0),
        parent,
        base.version(),
        base.name().equals(request.model()) ? null : base.name(),
        tried,
        recipe,
        sameAs,
        snapshot.position(),
        traces(request.model(), snapshot.traced()),
        Instant.now());
  }

  private List<TriedBase> tried(List<ModelRef> bases, Recipe recipe, List<ImageLabeled> labeled) {
    DatasetStep step = new DatasetStep(networks, digests, refused, settings.split(), clock, watch);
    BaseChoice choice = new BaseChoice(models, settings.modelCache(), networks, step, watch);
    List<TriedBase> tried = choice.tryAll(bases, recipe, labeled);
    imagesThroughBase += choice.imagesThroughBases();
    return tried;
  }

  /** Of labels that no training of the model has learned from before. */
  private List<String> traces(String model, List<TracedLabel> traced) {
    if (traced.isEmpty()) {
      return List.of();
    }
    Map<Integer, Long> before = marks.get(model).map(LabelMark::position).orElse(Map.of());
    return traced.stream().filter(l -> l.isAfter(before)).map(TracedLabel::parent).toList();
  }

  private Recipe recipe(TrainingRequested request) {
    try {
      return settings.recipe().with(request.recipe());
    } catch (IllegalArgumentException e) {
      throw new Impossible("the recipe cannot be followed: " + e.getMessage(), e);
    }
  }

  private Outcome refused(Plan plan, DatasetResult.Refused refused) {
    String report =
        files.putReport(
            Map.of(
                "trainingId", plan.trainingId(),
                "model", plan.model(),
                "state", TrainingState.FAILED.code(),
                "reason", refused.reason(),
                "leftOut", refused.leftOut()));
    return Outcome.of(TrainingState.FAILED, refused.reason(), report, plan.sameAs());
  }

  /** What follows once there is a data set. */
  private final class Trained {
    private final Plan plan;
    private final LoadedVersion base;
    private final FeatureSet features;
    private final String manifest;
    private final Dataset dataset;

    Trained(Plan plan, LoadedVersion base, FeatureSet features, RunFiles.Built built) {
      this.plan = plan;
      this.base = base;
      this.features = features;
      this.manifest = built.id();
      this.dataset = built.dataset();
    }

    Outcome end() {
      Checkpoints checkpoints = files.checkpoints();
      PhaseResult frozen = freeze(checkpoints);
      PhaseResult tuned = fineTune(frozen, checkpoints);
      Path directory = files.work();
      Candidate candidate =
          Candidate.write(tuned.weights(), base.manifest().preprocessing(), directory);
      JudgeStep.Judged judged =
          new JudgeStep(networks, models, settings.modelCache(), clock)
              .judge(plan, dataset, base, features, frozen.weights(), candidate);
      Gate gate = new Gate(plan.recipe().gateMargin());
      Verdict verdict =
          plan.isFirst()
              ? gate.first()
              : gate.judge(judged.tuned(), judged.serving(), judged.truth());
      Report report = report(frozen, tuned, judged, verdict);
      clock.began(TrainingPhase.PUBLISH);
      return verdict instanceof Verdict.Passed
          ? publish(candidate, judged, report, directory, verdict)
          : reject(report, directory, verdict);
    }

    private PhaseResult freeze(Checkpoints checkpoints) {
      clock.began(TrainingPhase.FREEZE);
      boolean fresh =
          plan.recipe().freshHead() || !base.manifest().classes().equals(dataset.classes());
      return new FreezePhase(plan.recipe(), clock::progressed)
          .run(base.weights(), fresh, dataset, features, checkpoints);
    }

    private PhaseResult fineTune(PhaseResult frozen, Checkpoints checkpoints) {
      return new FineTunePhase(
              plan.recipe(),
              networks.pass(base.manifest().preprocessing()),
              files.work().resolve("activations"),
              settings.activationBytes(),
              clock::progressed)
          .run(frozen.weights(), dataset, checkpoints);
    }

    private Report report(
        PhaseResult frozen, PhaseResult tuned, JudgeStep.Judged judged, Verdict verdict) {
      List<String> known = plan.isFirst() ? List.of() : judged.serving().classes();
      String from = plan.recipe().fineTune().resolve(dataset.of(Side.TRAIN).size());
      ReportBuilder report =
          Report.of(plan.trainingId(), plan.model(), plan.startedAt(), verdict)
              .dataset(manifest, dataset, known)
              .recipe(plan.recipe(), from)
              .freeze(frozen.history())
              .fineTune(tuned.history())
              .imagesThroughBase(imagesThroughBase)
              .lineage(
                  new Lineage(
                      plan.isFirst() ? null : plan.parent(),
                      base.baseId(),
                      plan.from().toString(),
                      plan.tried(),
                      settings.codeVersion(),
                      hardware()));
      if (!plan.isFirst()) {
        report.judged(
            Judged.SERVING, plan.serving(), Evaluation.of(judged.serving(), judged.truth()));
      }
      report.judged(Judged.FROZEN_HEAD, null, Evaluation.of(judged.frozen(), judged.truth()));
      if (!tuned.history().epochs().isEmpty()) {
        report.judged(Judged.FINE_TUNED, null, Evaluation.of(judged.tuned(), judged.truth()));
      }
      clock.seconds().forEach(report::took);
      return report.build();
    }

    private String hardware() {
      return "%s; trained on %s".formatted(networks.hardware(), TrainingBackend.describe());
    }

    /** Of what is published: the last that was judged. */
    private Map<String, Double> metrics(Report report) {
      Evaluation evaluation =
          report.evaluations().get(report.evaluations().size() - 1).evaluation();
      return Map.of(
          "accuracy", evaluation.accuracy(),
          "top2", evaluation.top2(),
          "loss", evaluation.loss(),
          "calibrationError", evaluation.calibrationError());
    }

    private Outcome publish(
        Candidate candidate,
        JudgeStep.Judged judged,
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
      files.keep(told);
      told.forEach(file -> bundle.put(file.getFileName().toString(), file));
      watch.check();
      ModelManifest staged =
          models.stage(
              new ModelDraft(
                  plan.model(),
                  dataset.classes(),
                  base.manifest().preprocessing(),
                  candidate.golden(),
                  bundle,
                  origin(report),
                  new Reference(judged.tuned().predicted(), judged.reference().orElse(null))));
      String key =
          files.putReport(ReportWriter.write(report.withVersion(staged.version()), directory));
      return new Outcome(
          TrainingState.PUBLISHED,
          verdict.reason(),
          RunFiles.tree(staged.toJson()),
          key,
          plan.sameAs(),
          staged.publishedAt());
    }

    private Outcome reject(Report report, Path directory, Verdict verdict) {
      String key = files.putReport(ReportWriter.write(report, directory));
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
              recipe,
              plan.recipe().seed(),
              settings.codeVersion(),
              report.lineage().hardware(),
              Duration.between(plan.startedAt(), Instant.now()).toMillis() / 1e3));
    }
  }
}
