package dev.weft.trainer.run.start;

import dev.weft.events.ModelRef;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.PerceptualHash;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.FeatureStore;
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
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a training goes on from, so that it forgets nothing that it was not asked to: the classes
 * that the parent knows, examples of them that travelled with the parent, and rows of the head.
 *
 * <p>Rows are trained on only if no image of this data set was learned by them: else what judges
 * the new head by images held back would ask it about images that its start has seen.
 */
public final class Inheritance {
  private final String model;
  private final LoadedVersion base;
  private final LoadedVersion parent;
  private final Set<String> dropped;

  /**
   * @param model that is trained; what another model knows is not kept
   * @param base whose features the training is on
   * @param parent that the new version follows; the same as {@code base} if that is its own
   * @param dropped classes that were asked to be dropped
   */
  public Inheritance(String model, LoadedVersion base, LoadedVersion parent, List<String> dropped) {
    this.model = model;
    this.base = base;
    this.parent = parent;
    this.dropped = Set.copyOf(dropped);
  }

  /** The version that the new one follows. */
  public LoadedVersion parent() {
    return parent;
  }

  /** What the parent knows and the new version must know too, in the order of the parent's. */
  public List<String> known() {
    return isOwn(parent) && knows(parent)
        ? parent.manifest().classes().stream().filter(name -> !dropped.contains(name)).toList()
        : List.of();
  }

  /** Classes of the parent that are dropped, in its order. */
  public List<String> droppedClasses() {
    return isOwn(parent)
        ? parent.manifest().classes().stream().filter(dropped::contains).toList()
        : List.of();
  }

  /** What became of each class of the parent, for the report. */
  public List<InheritedClass> told(Dataset dataset, Rehearsal rehearsal, HeadStart start) {
    List<InheritedClass> classes = new ArrayList<>();
    int[] examples = rehearsal.counts();
    for (int c = 0; c < examples.length; c++) {
      String name = dataset.classes().get(c);
      if (known().contains(name)) {
        classes.add(
            new InheritedClass(
                name, dataset.images(c), examples[c], start.isFixed(c) ? "row kept" : "trained"));
      }
    }
    droppedClasses().forEach(name -> classes.add(new InheritedClass(name, 0, 0, "dropped")));
    return classes;
  }

  private boolean isOwn(LoadedVersion version) {
    return version.manifest().name().equals(model);
  }

  /** A head that was never trained, as an import without a top gets it, knows nothing. */
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

  /** What travelled with a version, if that is of the base's features; else nothing. */
  public static Rehearsal rehearsal(LoadedVersion version, LoadedVersion base) {
    String preprocessing = FeatureStore.id(base.manifest().preprocessing());
    Rehearsal none = Rehearsal.empty(base.baseId(), preprocessing, version.manifest().classes());
    Path file = version.bundle().directory().resolve(Rehearsal.FILE);
    if (!version.manifest().files().containsKey(Rehearsal.FILE) || !Files.exists(file)) {
      return none;
    }
    try {
      Rehearsal found = Rehearsal.read(file);
      return found.base().equals(base.baseId()) && found.preprocessing().equals(preprocessing)
          ? found
          : none;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /**
   * The parent's examples for a data set: of its classes, without images that the data set has
   * itself, or that look the same as one of them. A class gets as many as it lacks to have what a
   * labeled class has on average: more of them would make the others rarer than they are.
   */
  public Rehearsal rehearsal(Dataset dataset, FeatureSet features) {
    Rehearsal all =
        isOwn(parent)
            ? rehearsal(parent, base).among(dataset.classes())
            : Rehearsal.empty(
                base.baseId(), FeatureStore.id(base.manifest().preprocessing()), dataset.classes());
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
          && looks.stream().noneMatch(look -> look.looksLike(example.look()))) {
        lacking[example.label()]--;
        kept.add(example);
      }
    }
    return new Rehearsal(all.base(), all.preprocessing(), all.classes(), kept);
  }

  /**
   * What the head starts from.
   *
   * @throws TrainingImpossibleException if a class that has no example has no row on these features
   *     either
   */
  public HeadStart start(Dataset dataset, Rehearsal rehearsal, Recipe recipe) {
    int[] examples = rehearsal.counts();
    dataset.samples().forEach(sample -> examples[sample.label()]++);
    Set<String> kept = new LinkedHashSet<>();
    for (int c = 0; c < examples.length; c++) {
      if (examples[c] == 0) {
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
          "the parent %s knows %s on features of its own, and none of their images is left: train on from its own base (base parent), label some, or drop them"
              .formatted(parent.ref(), missing));
    }
    HeadStart start = rows(keeper, dataset, Set.of(), kept);
    return start.or(rows(base, dataset, trainedOn(recipe), Set.of()));
  }

  /** Versions that the new one has something of, beside the base's features; none of a first. */
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
      LoadedVersion version, Dataset dataset, Set<String> trainedOn, Set<String> kept) {
    return HeadStart.of(
        dataset.classes(), version.weights(), version.manifest().classes(), trainedOn, kept);
  }

  /** Whether a version learned from all images of its data set, those that judged it included. */
  public static boolean hasLearnedAll(LoadedVersion version) {
    // Versions of older trainers have no more than the number of folds.
    Map<String, Double> metrics = version.manifest().origin().metrics();
    return metrics.containsKey(FOLDS) || metrics.containsKey(LEARNED_FROM_ALL);
  }

  /**
   * Whether a version's own blocks did, so that what trains on from them cannot be judged by these
   * images either.
   */
  public static boolean hasTunedOnAll(LoadedVersion version) {
    Map<String, Double> metrics = version.manifest().origin().metrics();
    return metrics.containsKey(LEARNED_FROM_ALL) && metrics.containsKey(FINE_TUNED);
  }

  /** A version's metric: in how many folds it was cross-validated, after which it learned all. */
  public static final String FOLDS = "folds";

  /**
   * A version's metric: how many images it learned from, if those that judged it are among them.
   */
  public static final String LEARNED_FROM_ALL = "learnedFromAll";

  /** A version's metric, 1: its blocks are no longer those of the base that it started from. */
  public static final String FINE_TUNED = "fineTuned";
}
