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
import dev.weft.trainer.dataset.ClassRules;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Gate;
import dev.weft.trainer.evaluate.GateRules;
import dev.weft.trainer.evaluate.Verdict;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.RefusedObjects;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.labels.LabelSnapshot;
import dev.weft.trainer.labels.LabelSource;
import dev.weft.trainer.labels.TracedLabel;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.FineTunePhase;
import dev.weft.trainer.phase.HeadStart;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.InheritedClass;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Lineage;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.ReportBuilder;
import dev.weft.trainer.report.ReportWriter;
import dev.weft.trainer.report.SearchSummary;
import dev.weft.trainer.report.TriedBase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One attempt at one training: the steps in their order. */
final class TrainingRun {
  private final ModelStore models;
  private final ServingVersion serving;
  private final LabelSource labels;
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
      LabelSource labels,
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
    LoadedVersion base = load(plan.from());
    LoadedVersion parent = plan.follows().equals(plan.from()) ? base : load(plan.follows());
    Inheritance inheritance = new Inheritance(plan.model(), base, parent, plan.dropClasses());
    FeatureSet features = networks.features(base.baseId(), base.manifest().preprocessing());
    RunFiles.Built built = files.dataset().orElse(null);
    if (built == null) {
      DatasetStep step =
          new DatasetStep(networks, digests, refused, settings.split(), clock, watch);
      List<ImageLabeled> labeled = read == null ? labels.read(plan.model()).labels() : read;
      requireDroppable(plan, parent, labeled);
      ClassRules classes =
          new ClassRules(
              plan.recipe().minImagesPerClass(),
              Set.copyOf(inheritance.known()),
              Set.copyOf(plan.dropClasses()));
      DatasetResult result = step.build(labeled, plan.recipe(), classes, base, features);
      if (result instanceof DatasetResult.Refused refused) {
        return refused(plan, refused);
      }
      imagesThroughBase += step.imagesThroughBase();
      built = files.keep(((DatasetResult.Ready) result).dataset());
    }
    return new Trained(plan, base, inheritance, features, built).end();
  }

  private LoadedVersion load(ModelRef version) {
    return LoadedVersion.of(models, version.name(), version.version(), settings.modelCache());
  }

  /** A name that nobody knows is a slip of the pen, and the class that was meant would stay. */
  private static void requireDroppable(
      Plan plan, LoadedVersion parent, List<ImageLabeled> labeled) {
    Set<String> known = new TreeSet<>(plan.isFirst() ? List.of() : parent.manifest().classes());
    labeled.forEach(label -> known.add(label.label()));
    for (String name : plan.dropClasses()) {
      if (!known.contains(name)) {
        throw new Impossible(
            "the class %s cannot be dropped: neither %s nor a label knows it; there are %s"
                .formatted(name, plan.follows(), known));
      }
    }
  }

  private Plan plan(TrainingRequested request, List<String> sameAs, LabelSnapshot snapshot) {
    BundledBase bundled = new BundledBase(models, settings.modelCache(), watch);
    Versions versions =
        new Versions(models, serving, request.model(), settings.defaultModel(), bundled::version);
    Recipe recipe = recipe(request);
    OptionalInt now = versions.serving();
    int parent = now.isPresent() ? versions.parent(request, now.getAsInt()) : 0;
    List<ModelRef> bases =
        now.isPresent()
            ? List.of(base(request, versions.base(recipe, parent), parent, snapshot.labels()))
            : versions.first(request);
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
        request.dropClasses(),
        Instant.now());
  }

  /**
   * The base, or the parent's own if the parent knows a class that nothing else can keep: no label
   * shows it, no example of it travelled with the parent, and the parent's row of the head is on
   * features of its own.
   */
  private ModelRef base(
      TrainingRequested request, ModelRef base, int parent, List<ImageLabeled> labeled) {
    ModelRef follows = new ModelRef(request.model(), parent);
    if (base.equals(follows)) {
      return base;
    }
    Set<String> left =
        new HashSet<>(models.manifest(request.model(), parent).orElseThrow().classes());
    left.removeAll(request.dropClasses());
    labeled.forEach(label -> left.remove(label.label()));
    if (left.isEmpty()) {
      return base;
    }
    LoadedVersion from = load(base);
    LoadedVersion own = load(follows);
    Rehearsal rehearsal = Inheritance.rehearsal(own, from);
    rehearsal.examples().forEach(example -> left.remove(rehearsal.classes().get(example.label())));
    return left.isEmpty() || own.baseId().equals(from.baseId()) ? base : follows;
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
    private final Inheritance inheritance;
    private final FeatureSet features;
    private final String manifest;
    private final Dataset dataset;
    private final Rehearsal rehearsal;
    private final HeadStart start;

    Trained(
        Plan plan,
        LoadedVersion base,
        Inheritance inheritance,
        FeatureSet features,
        RunFiles.Built built) {
      this.plan = plan;
      this.base = base;
      this.inheritance = inheritance;
      this.features = features;
      this.manifest = built.id();
      this.dataset = built.dataset();
      this.rehearsal = inheritance.rehearsal(dataset, features);
      this.start = inheritance.start(dataset, rehearsal, plan.recipe());
    }

    Outcome end() {
      Checkpoints checkpoints = files.checkpoints();
      clock.began(TrainingPhase.FREEZE);
      HeadStep.Result found =
          new HeadStep(plan.recipe(), clock::progressed)
              .run(base.weights(), start, dataset, features, rehearsal, checkpoints);
      PhaseResult frozen = found.head();
      PhaseResult tuned = fineTune(frozen, checkpoints);
      Path directory = files.work();
      Candidate candidate =
          Candidate.write(tuned.weights(), base.manifest().preprocessing(), directory);
      JudgeStep.Serving serving = serving();
      List<float[]> heldBack = isCrossValidated() ? found.search().probabilities() : List.of();
      JudgeStep.Judged judged =
          new JudgeStep(networks, clock)
              .judge(dataset, base, features, frozen.weights(), candidate, heldBack, serving);
      Verdict verdict = verdict(judged);
      Report report = report(found, tuned, judged, verdict);
      clock.began(TrainingPhase.PUBLISH);
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
              .orElseGet(() -> load(serves));
      return Inheritance.knows(version)
          ? new JudgeStep.Serving(version, learnedBy(version), heldBackBy(version))
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
      files
          .dataset(training.dataSet())
          .ifPresent(
              set ->
                  set.samples().stream()
                      .filter(sample -> all || sample.side() != Side.TEST)
                      .forEach(sample -> learned.add(sample.object().sha256())));
      return learned;
    }

    private Map<String, float[]> heldBackBy(LoadedVersion version) {
      Path file = version.bundle().directory().resolve(HeldBackAnswers.FILE);
      if (!version.manifest().files().containsKey(HeldBackAnswers.FILE)) {
        return Map.of();
      }
      try {
        return HeldBackAnswers.read(file, version.manifest().classes().size());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
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
                  isCrossValidated() ? 1 : 1 / settings.split().test());
      List<String> dropped = inheritance.droppedClasses();
      return dropped.isEmpty()
          ? verdict
          : verdict.and("without %s, as was asked for".formatted(String.join(", ", dropped)));
    }

    private PhaseResult fineTune(PhaseResult frozen, Checkpoints checkpoints) {
      if (fineTunedFrom().equals("none")) {
        return new PhaseResult(frozen.weights(), History.EMPTY);
      }
      return new FineTunePhase(
              plan.recipe(),
              networks.pass(base.manifest().preprocessing()),
              files.work().resolve("activations"),
              settings.activationBytes(),
              clock::progressed)
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
      for (int images : dataset.counts(Side.TRAIN)) {
        if (images == 0) {
          return "none";
        }
      }
      return plan.recipe().fineTune().resolve(dataset.of(Side.TRAIN).size());
    }

    private Report report(
        HeadStep.Result found, PhaseResult tuned, JudgeStep.Judged judged, Verdict verdict) {
      List<String> known = judged.serving() == null ? List.of() : judged.serving().classes();
      ReportBuilder report =
          Report.of(plan.trainingId(), plan.model(), plan.startedAt(), verdict)
              .dataset(manifest, dataset, known)
              .recipe(found.recipe(), fineTunedFrom())
              .inherited(inherited())
              .search(SearchSummary.of(found.search()))
              .judgedBy(isCrossValidated() ? plan.recipe().judging().folds() : 0)
              .freeze(found.head().history())
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
      if (judged.serving() != null) {
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
      files.keep(told);
      told.forEach(file -> bundle.put(file.getFileName().toString(), file));
      bundle.put(Rehearsal.FILE, rehearsalOf(directory));
      if (!heldBack.isEmpty()) {
        bundle.put(HeldBackAnswers.FILE, answersOf(heldBack, directory));
      }
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

    /** What travels with the new version: of each class the same number, as far as there are. */
    private Path rehearsalOf(Path directory) {
      Path file = directory.resolve(Rehearsal.FILE);
      try {
        List<Sample> learned = isCrossValidated() ? dataset.samples() : dataset.of(Side.TRAIN);
        RehearsalChoice.of(dataset, learned, features, rehearsal, settings.rehearsalImages())
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

    private List<InheritedClass> inherited() {
      List<InheritedClass> classes = new ArrayList<>();
      int[] examples = rehearsal.counts();
      for (int c = 0; c < examples.length; c++) {
        String name = dataset.classes().get(c);
        boolean known = inheritance.known().contains(name);
        if (known) {
          classes.add(
              new InheritedClass(
                  name, dataset.images(c), examples[c], start.isFixed(c) ? "row kept" : "trained"));
        }
      }
      inheritance
          .droppedClasses()
          .forEach(name -> classes.add(new InheritedClass(name, 0, 0, "dropped")));
      return classes;
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
