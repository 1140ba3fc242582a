package dev.weft.trainer.run.start;

import dev.weft.events.ModelRef;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.PerceptualHash;
import dev.weft.imaging.Preprocessing;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.report.InheritedClass;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a training inherits from its parent, so that the new version loses no class that was not
 * dropped: classes, rehearsal examples and rows of the head.
 *
 * <p>Rows are trained further only if they were not trained on any image of this data set:
 * otherwise the held-out images that evaluate the new head would have been seen by its initial
 * rows.
 */
public final class Inheritance {
  private final String model;
  private final LoadedVersion base;
  private final LoadedVersion parent;
  private final Rehearsal examples;
  private final Set<String> dropped;

  /**
   * @param model the trained model; classes of another model's parent are not kept
   * @param base the version whose features the training uses
   * @param parent the parent of the new version; the same as {@code base} if its own features are
   *     used. Its rows were trained with its own input size, and are a good start with another one
   * @param examples the parent's rehearsal examples with the base's features
   * @param dropped classes that the request drops
   */
  public Inheritance(
      String model,
      LoadedVersion base,
      LoadedVersion parent,
      Rehearsal examples,
      List<String> dropped) {
    this.model = model;
    this.base = base;
    this.parent = parent;
    this.examples = examples;
    this.dropped = Set.copyOf(dropped);
  }

  /** Returns the parent of the new version. */
  public LoadedVersion parent() {
    return parent;
  }

  /** Returns the parent's classes that the new version must keep, in the parent's order. */
  public List<String> known() {
    return isOwn(parent) && knows(parent)
        ? parent.manifest().classes().stream().filter(name -> !dropped.contains(name)).toList()
        : List.of();
  }

  /** Returns the parent's classes that are dropped, in its order. */
  public List<String> droppedClasses() {
    return isOwn(parent)
        ? parent.manifest().classes().stream().filter(dropped::contains).toList()
        : List.of();
  }

  /** Returns how each class of the parent is handled, for the report. */
  public List<InheritedClass> inheritedClasses(
      TrainingDataset dataset, Rehearsal rehearsal, HeadStart start) {
    List<InheritedClass> classes = new ArrayList<>();
    int[] counts = rehearsal.counts();
    for (int c = 0; c < counts.length; c++) {
      String name = dataset.classes().get(c);
      if (known().contains(name)) {
        classes.add(
            new InheritedClass(
                name, dataset.images(c), counts[c], start.isFixed(c) ? "row kept" : "trained"));
      }
    }
    droppedClasses().forEach(name -> classes.add(new InheritedClass(name, 0, 0, "dropped")));
    return classes;
  }

  private boolean isOwn(LoadedVersion version) {
    return version.manifest().name().equals(model);
  }

  /** Whether the head was trained; the head of an import without a top layer was not. */
  public static boolean knows(LoadedVersion version) {
    int classes = version.weights().classes().orElseThrow();
    Tensor kernel = version.weights().get(Xception.head(classes).tensors().get(0).name());
    for (int i = 0; i < kernel.size(); i++) {
      if (kernel.get(i) != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns a version's rehearsal examples if they use a base's features, computed with some
   * preprocessing; none otherwise.
   */
  public static Rehearsal rehearsal(
      LoadedVersion version, String baseId, Preprocessing preprocessing) {
    String id = FeatureStore.id(preprocessing);
    return stored(version)
        .filter(found -> found.base().equals(baseId) && found.preprocessing().equals(id))
        .orElseGet(() -> Rehearsal.empty(baseId, id, version.manifest().classes()));
  }

  /** Returns a version's rehearsal examples, whichever features they use. */
  public static Optional<Rehearsal> stored(LoadedVersion version) {
    Path file = version.bundle().directory().resolve(Rehearsal.FILE);
    if (!version.manifest().files().containsKey(Rehearsal.FILE) || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rehearsal.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * Returns the parent's examples for a data set: those of its classes, without images that are in
   * the data set themselves or are near-duplicates of one that is. A class gets only as many
   * examples as it lacks to reach the average number of images of the labeled classes; more of them
   * would make the other classes rarer than they are.
   */
  public Rehearsal rehearsal(TrainingDataset dataset, FeatureSet features) {
    Rehearsal all =
        isOwn(parent)
            ? examples.among(dataset.classes())
            : Rehearsal.empty(examples.base(), examples.preprocessing(), dataset.classes());
    Set<String> own = new HashSet<>();
    List<PerceptualHash> looks = new ArrayList<>();
    int[] lacking = new int[dataset.classes().size()];
    for (Sample sample : dataset.samples()) {
      own.add(sample.object().sha256());
      features.look(sample.object().sha256()).ifPresent(looks::add);
      lacking[sample.label()]--;
    }
    long labeled = Arrays.stream(lacking).filter(count -> count < 0).count();
    int usual = (int) Math.ceil((double) dataset.samples().size() / Math.max(1, labeled));
    List<Rehearsal.Example> kept = new ArrayList<>();
    for (Rehearsal.Example example : all.examples()) {
      if (lacking[example.label()] + usual > 0
          && !own.contains(example.sha256())
          && looks.stream().noneMatch(look -> look.isNearDuplicateOf(example.look()))) {
        lacking[example.label()]--;
        kept.add(example);
      }
    }
    return new Rehearsal(all.base(), all.preprocessing(), all.classes(), kept);
  }

  /**
   * Returns the head's initial rows.
   *
   * @throws TrainingImpossibleException if a class has neither an example nor a row on these
   *     features
   */
  public HeadStart start(TrainingDataset dataset, Rehearsal rehearsal, Recipe recipe) {
    int[] counts = rehearsal.counts();
    dataset.samples().forEach(sample -> counts[sample.label()]++);
    Set<String> kept = new LinkedHashSet<>();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] == 0) {
        kept.add(dataset.classes().get(c));
      }
    }
    if (kept.isEmpty()) {
      return rows(base, dataset, trainedOn(recipe), Set.of());
    }
    LoadedVersion keeper = parent.baseId().equals(base.baseId()) ? parent : base;
    Set<String> missing = new LinkedHashSet<>(kept);
    if (isOwn(keeper)) {
      missing.removeAll(keeper.manifest().classes());
    }
    if (!missing.isEmpty()) {
      throw new TrainingImpossibleException(
          "the parent %s predicts the classes %s from features of its own fine-tuned base, and no images of them are left: train from the parent's base (base parent), label some images, or drop the classes"
              .formatted(parent.ref(), missing));
    }
    HeadStart start = rows(keeper, dataset, Set.of(), kept);
    return start.or(rows(base, dataset, trainedOn(recipe), Set.of()));
  }

  /**
   * Returns the versions from which rows or examples are taken, in addition to the base's features;
   * none for a first training.
   */
  public List<ModelRef> takenOver(Rehearsal rehearsal, HeadStart start, Recipe recipe) {
    Set<ModelRef> versions = new LinkedHashSet<>();
    if (!trainedOn(recipe).isEmpty()) {
      versions.add(base.ref());
    }
    boolean keepsRows = IntStream.range(0, start.classes()).anyMatch(start::isFixed);
    if (keepsRows || !rehearsal.examples().isEmpty()) {
      versions.add(parent.ref());
    }
    return List.copyOf(versions);
  }

  private Set<String> trainedOn(Recipe recipe) {
    boolean mayKnowThem = hasLearnedAll(base);
    return recipe.freshHead() || mayKnowThem || !isOwn(base) || !knows(base)
        ? Set.of()
        : Set.copyOf(base.manifest().classes());
  }

  private static HeadStart rows(
      LoadedVersion version, TrainingDataset dataset, Set<String> trainedOn, Set<String> kept) {
    return HeadStart.of(
        dataset.classes(), version.weights(), version.manifest().classes(), trainedOn, kept);
  }

  /**
   * Whether a version was trained on all images of its data set, including those of its evaluation.
   */
  public static boolean hasLearnedAll(LoadedVersion version) {
    // Versions of older trainers only record the number of folds.
    Map<String, Double> metrics = version.manifest().origin().metrics();
    return metrics.containsKey(FOLDS) || metrics.containsKey(LEARNED_FROM_ALL);
  }

  /**
   * Whether a version's own blocks were trained on all images, so that trainings on their features
   * cannot be evaluated on these images either.
   */
  public static boolean hasTunedOnAll(LoadedVersion version) {
    Map<String, Double> metrics = version.manifest().origin().metrics();
    return metrics.containsKey(LEARNED_FROM_ALL) && metrics.containsKey(FINE_TUNED);
  }

  /**
   * Metric of a version: number of folds of its cross-validation, after which it was trained on all
   * images.
   */
  public static final String FOLDS = "folds";

  /** Metric of a version: number of training images, if they include those of its evaluation. */
  public static final String LEARNED_FROM_ALL = "learnedFromAll";

  /** Metric of a version, 1 if its blocks differ from those of its base. */
  public static final String FINE_TUNED = "fineTuned";
}
