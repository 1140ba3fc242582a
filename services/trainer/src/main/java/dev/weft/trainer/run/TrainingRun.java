package dev.weft.trainer.run;

import dev.weft.datasets.DatasetImage;
import dev.weft.datasets.NamedDatasets;
import dev.weft.events.ModelRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.TrainingKeys;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.features.FeatureSet;
import dev.weft.features.RefusedObjects;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.dataset.ClassRules;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.labels.LabelReader;
import dev.weft.trainer.labels.LabelSnapshot;
import dev.weft.trainer.labels.TracedLabel;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.TriedBase;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.RunSettings;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.files.LabelMark;
import dev.weft.trainer.run.files.LabelMarks;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.files.TrainingOutcome;
import dev.weft.trainer.run.start.BundledBase;
import dev.weft.trainer.run.start.Inheritance;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.trainer.run.start.ServingVersion;
import dev.weft.trainer.run.start.StartingVersions;
import dev.weft.trainer.run.start.TrainingImpossibleException;
import dev.weft.trainer.run.step.BaseChoice;
import dev.weft.trainer.run.step.DatasetStep;
import dev.weft.trainer.run.step.RehearsalStep;
import dev.weft.trainer.run.step.StepContext;
import dev.weft.trainer.run.step.UnknownImages;
import dev.weft.xception.network.InputSize;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One attempt at one training: runs the steps in order. */
final class TrainingRun {
  private final ModelStore models;
  private final ServingVersion serving;
  private final LabelReader labels;
  private final ErasedImages erased;
  private final NamedDatasets named;
  private final RunSettings settings;
  private final RunFiles files;
  private final TrainingMonitor monitor;
  private final StepClock clock;
  private final Networks networks;
  private final ImageDigests digests;
  private final LabelMarks marks;
  private final RefusedObjects refused;
  private final StepContext context;
  private int imagesThroughBase;

  TrainingRun(
      ObjectStore store,
      String bucket,
      ModelStore models,
      ServingVersion serving,
      LabelReader labels,
      ErasedImages erased,
      RunSettings settings,
      RunFiles files,
      TrainingMonitor monitor) {
    this.models = models;
    this.serving = serving;
    this.labels = labels;
    this.erased = erased;
    this.named = new NamedDatasets(store, bucket);
    this.settings = settings;
    this.files = files;
    this.monitor = monitor;
    this.clock = new StepClock(monitor);
    this.refused = new RefusedObjects(store, bucket);
    this.networks = new Networks(store, bucket, refused, settings);
    this.context = new StepContext(models, settings, files, monitor, clock, networks);
    this.marks = new LabelMarks(store, bucket);
    this.digests = new ImageDigests(store, bucket, refused);
  }

  TrainingOutcome run(TrainingRequested request, List<String> sameAs) {
    clock.began(TrainingPhase.DATASET);
    List<ImageLabeled> read = null;
    Plan plan = files.plan().orElse(null);
    if (plan == null) {
      LabelSnapshot snapshot = labels(request.model(), request.dataset());
      plan = files.keep(plan(request, sameAs, snapshot));
      // Labels that a named data set lacks remain new for the next training.
      if (plan.dataset() == null) {
        marks.set(plan.model(), new LabelMark(plan.trainingId(), plan.labels()));
      }
      read = snapshot.labels();
    }
    monitor.learns(plan.traces());
    monitor.joined(plan.sameAs());
    LoadedVersion from = load(plan.from());
    LoadedVersion parent = plan.follows().equals(plan.from()) ? from : load(plan.follows());
    LoadedVersion base = from.at(plan.recipe().inputSize(parent.preprocessing()), files.work());
    Inheritance inheritance = inheritance(plan, base, parent);
    DatasetStep step = datasetStep();
    RunFiles.Built built = files.dataset().orElse(null);
    if (built == null) {
      List<ImageLabeled> labeled =
          read == null ? labels(plan.model(), plan.dataset()).labels() : read;
      requireDroppable(plan, parent, labeled);
      ClassRules classes =
          new ClassRules(
              plan.recipe().minImagesPerClass(),
              Set.copyOf(inheritance.known()),
              Set.copyOf(plan.dropClasses()));
      DatasetResult result = build(step, labeled, plan.recipe(), classes, base);
      if (result instanceof DatasetResult.Refused refused) {
        return refused(plan, refused);
      }
      built = files.keep(((DatasetResult.Ready) result).dataset());
    }
    FeatureSet features = features(base);
    TrainingDataset readable = step.readable(built.dataset(), plan.recipe(), base, features);
    imagesThroughBase += step.imagesThroughBase();
    TrainingSteps trained =
        new TrainingSteps(
            context,
            imagesThroughBase,
            plan,
            base,
            inheritance,
            features,
            new RunFiles.Built(built.id(), readable),
            unknown(plan, built, read));
    return plan.dataset() == null
        ? trained.end()
        : madeBefore(plan, trained.inputs()).orElseGet(trained::end);
  }

  /**
   * Returns labeled images of classes that the data set lacks.
   *
   * @param read the labels, if they have already been read
   */
  private UnknownImages unknown(Plan plan, RunFiles.Built built, List<ImageLabeled> read) {
    Set<String> ids = UnknownImages.ids(built.dataset());
    if (ids.isEmpty()) {
      return UnknownImages.NONE;
    }
    List<ImageLabeled> labeled =
        read == null ? labels(plan.model(), plan.dataset()).labels() : read;
    return UnknownImages.of(
        digests
            .complete(
                labeled.stream().filter(label -> ids.contains(label.imageId())).toList(),
                monitor::check)
            .images());
  }

  /** Repeats the build without images that were erased in the meantime, until there are none. */
  private DatasetResult build(
      DatasetStep step,
      List<ImageLabeled> labeled,
      Recipe recipe,
      ClassRules classes,
      LoadedVersion base) {
    List<ImageLabeled> asked = labeled;
    while (true) {
      DatasetResult result = step.build(asked, recipe, classes, base, features(base));
      List<ImageLabeled> left = withoutErased(asked);
      if (left.size() == asked.size()) {
        return result;
      }
      // Their bytes may have been read before they were removed.
      networks.forget(shaOfErased(asked, left));
      asked = left;
    }
  }

  private Inheritance inheritance(Plan plan, LoadedVersion base, LoadedVersion parent) {
    RehearsalStep step = new RehearsalStep(context);
    Rehearsal examples = step.examples(parent, base, features(base));
    imagesThroughBase += step.imagesThroughBase();
    return new Inheritance(plan.model(), base, parent, examples, plan.dropClasses());
  }

  private FeatureSet features(LoadedVersion base) {
    return networks.features(base.baseId(), base.preprocessing());
  }

  /** Labels of erased images may still be read, and a named data set keeps naming erased images. */
  private List<ImageLabeled> withoutErased(List<ImageLabeled> labeled) {
    Set<String> ids = erased.ids();
    return labeled.stream().filter(label -> !ids.contains(label.imageId())).toList();
  }

  private static Set<String> shaOfErased(List<ImageLabeled> before, List<ImageLabeled> after) {
    Set<ImageLabeled> left = Set.copyOf(after);
    return before.stream()
        .filter(label -> !left.contains(label))
        .map(label -> label.object().sha256())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private LabelSnapshot labels(String model, String dataset) {
    LabelSnapshot read = dataset == null ? labels.read(model) : named(dataset);
    return new LabelSnapshot(withoutErased(read.labels()), read.position(), read.traced());
  }

  private LabelSnapshot named(String dataset) {
    List<ImageLabeled> images =
        named
            .find(dataset)
            .flatMap(named::images)
            .orElseThrow(
                () ->
                    new TrainingImpossibleException(
                        "the data set %s does not exist: it was deleted, or never created"
                            .formatted(dataset)))
            .stream()
            .map(DatasetImage::labeled)
            .toList();
    return new LabelSnapshot(images, Map.of(), List.of());
  }

  /**
   * Returns the published version that this training would reproduce, so that it is not built
   * twice.
   */
  private Optional<TrainingOutcome> madeBefore(Plan plan, String inputs) {
    return models.versions(plan.model()).stream()
        .flatMap(version -> models.manifest(plan.model(), version).stream())
        .filter(manifest -> manifest.origin().training() != null)
        .filter(manifest -> inputs.equals(manifest.origin().training().inputs()))
        .findFirst()
        .map(
            manifest ->
                new TrainingOutcome(
                    TrainingState.PUBLISHED,
                    "version %d was trained with the same data set, recipe and base, so nothing was trained"
                        .formatted(manifest.version()),
                    RunFiles.tree(manifest.toJson()),
                    true,
                    TrainingKeys.report(manifest.origin().training().trainingId()),
                    plan.sameAs(),
                    Instant.now()));
  }

  private LoadedVersion load(ModelRef version) {
    return context.load(version);
  }

  /** An unknown name is probably misspelled, and the intended class would be kept. */
  private static void requireDroppable(
      Plan plan, LoadedVersion parent, List<ImageLabeled> labeled) {
    Set<String> known = new TreeSet<>(plan.isFirst() ? List.of() : parent.manifest().classes());
    labeled.forEach(label -> known.add(label.label()));
    for (String name : plan.dropClasses()) {
      if (!known.contains(name)) {
        throw new TrainingImpossibleException(
            "the class %s cannot be dropped: neither %s nor the labels contain it; available classes are %s"
                .formatted(name, plan.follows(), known));
      }
    }
  }

  private Plan plan(TrainingRequested request, List<String> sameAs, LabelSnapshot snapshot) {
    BundledBase bundled = new BundledBase(models, settings.modelCache(), monitor);
    StartingVersions versions =
        new StartingVersions(
            models, serving, request.model(), settings.defaultModel(), bundled::version);
    Recipe recipe = recipe(request);
    OptionalInt now = versions.serving();
    int parent = now.isPresent() ? versions.parent(request, now.getAsInt()) : 0;
    List<ModelRef> bases =
        now.isPresent()
            ? List.of(
                base(request, versions.base(recipe, parent), recipe, parent, snapshot.labels()))
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
        request.dataset(),
        recipe,
        sameAs,
        snapshot.position(),
        traces(request.model(), snapshot.traced()),
        request.dropClasses(),
        Instant.now());
  }

  /**
   * Returns the base, or the parent itself if the parent has a class that cannot be kept otherwise:
   * it has no label and no rehearsal example, and the parent's row of the head uses the parent's
   * own features. With another input size than the parent's, no example counts, since its image may
   * not exist any more.
   */
  private ModelRef base(
      TrainingRequested request,
      ModelRef base,
      Recipe recipe,
      int parent,
      List<ImageLabeled> labeled) {
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
    InputSize size = recipe.inputSize(own.preprocessing());
    Rehearsal rehearsal =
        Inheritance.rehearsal(
            own, from.baseId(), from.preprocessing().withSize(size.width(), size.height()));
    rehearsal.examples().forEach(example -> left.remove(rehearsal.classes().get(example.label())));
    return left.isEmpty() || own.baseId().equals(from.baseId()) ? base : follows;
  }

  private List<TriedBase> tried(List<ModelRef> bases, Recipe recipe, List<ImageLabeled> labeled) {
    BaseChoice choice =
        new BaseChoice(
            models, settings.modelCache(), files.work(), networks, datasetStep(), monitor);
    List<TriedBase> tried = choice.tryAll(bases, recipe, labeled);
    imagesThroughBase += choice.imagesThroughBases();
    return tried;
  }

  private DatasetStep datasetStep() {
    return new DatasetStep(networks, digests, refused, settings.split(), clock, monitor);
  }

  /** Traces of labels that no training of the model has used before. */
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
      throw new TrainingImpossibleException("the recipe is invalid: " + e.getMessage(), e);
    }
  }

  private TrainingOutcome refused(Plan plan, DatasetResult.Refused refused) {
    String report =
        files.putReport(
            Map.of(
                "trainingId", plan.trainingId(),
                "model", plan.model(),
                "state", TrainingState.FAILED.code(),
                "reason", refused.reason(),
                "leftOut", refused.leftOut()));
    return TrainingOutcome.of(TrainingState.FAILED, refused.reason(), report, plan.sameAs());
  }
}
