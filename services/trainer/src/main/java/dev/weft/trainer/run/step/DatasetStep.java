package dev.weft.trainer.run.step;

import dev.weft.events.label.ImageLabeled;
import dev.weft.events.training.TrainingPhase;
import dev.weft.features.Augmentation;
import dev.weft.features.FeatureExtraction.Extraction;
import dev.weft.features.FeatureSet;
import dev.weft.features.PassListener;
import dev.weft.features.PerceptualHash;
import dev.weft.features.RefusedObjects;
import dev.weft.features.Views;
import dev.weft.trainer.dataset.Candidates;
import dev.weft.trainer.dataset.ClassRules;
import dev.weft.trainer.dataset.DatasetBuilder;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.Excluded;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.labels.LabeledImages;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.trainer.run.start.TrainingImpossibleException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds a data set from labels; each of its images has passed through the base. */
public final class DatasetStep {
  private static final System.Logger LOG = System.getLogger(DatasetStep.class.getName());

  private static final List<Augmentation> AS_IT_IS = List.of(Augmentation.NONE);

  private final Networks networks;
  private final ImageDigests digests;
  private final RefusedObjects refused;
  private final SplitRatios split;
  private final StepClock clock;
  private final TrainingMonitor monitor;
  private int imagesThroughBase;

  public DatasetStep(
      Networks networks,
      ImageDigests digests,
      RefusedObjects refused,
      SplitRatios split,
      StepClock clock,
      TrainingMonitor monitor) {
    this.networks = networks;
    this.digests = digests;
    this.refused = refused;
    this.split = split;
    this.clock = clock;
    this.monitor = monitor;
  }

  /**
   * Builds the data set.
   *
   * @param classes the rules for classes
   * @param base the base of the features
   * @param features the features of that base
   * @throws RuntimeException the last refusal, if the store refuses every requested image
   */
  public DatasetResult build(
      List<ImageLabeled> labels,
      Recipe recipe,
      ClassRules classes,
      LoadedVersion base,
      FeatureSet features) {
    LabeledImages labeled = digests.complete(labels, monitor::check);
    Candidates candidates = candidates(labeled, classes);
    Extraction extraction = extract(wanted(candidates.images(), recipe), base, features);
    requireSome(candidates.images().size() - extraction.unreadable().size());
    clock.began(TrainingPhase.DATASET);
    Map<String, PerceptualHash> looks = new HashMap<>();
    for (LabeledImage image : candidates.images()) {
      String sha256 = image.object().sha256();
      features.look(sha256).ifPresent(look -> looks.put(sha256, look));
    }
    int crossValidated = recipe.crossValidates(0) ? recipe.judging().crossValidateBelow() : 0;
    DatasetBuilder builder = new DatasetBuilder(split, classes, crossValidated);
    Map<String, String> unreadable = new HashMap<>(extraction.unreadable());
    while (true) {
      DatasetResult result = builder.build(candidates, looks, unreadable);
      if (!(result instanceof DatasetResult.Ready ready)) {
        return result;
      }
      // The number of images that were left out may turn the evaluation into a cross-validation,
      // which needs all augmentations of all images, or may require crops.
      Extraction learned = extract(learned(ready.dataset(), recipe), base, features);
      if (learned.unreadable().isEmpty()) {
        return result;
      }
      unreadable.putAll(learned.unreadable());
    }
  }

  /**
   * Returns a data set that was built before, without the images that have become unreadable since:
   * features of an erased image are removed, and cannot be computed again. Those of the others
   * exist afterwards.
   *
   * @throws TrainingImpossibleException if no image is left
   * @throws RuntimeException the last refusal, if the store refuses every image
   */
  public TrainingDataset readable(
      TrainingDataset built, Recipe recipe, LoadedVersion base, FeatureSet features) {
    TrainingDataset left =
        withFeatures(
            built,
            dataset -> learned(dataset, recipe),
            wanted -> extract(wanted, base, features),
            features);
    requireSome(left.samples().size());
    if (left.samples().isEmpty()) {
      throw new TrainingImpossibleException(
          "none of the %d images of the data set can be read any more: label other images"
              .formatted(built.samples().size()));
    }
    return left;
  }

  /**
   * Extracts the features of a data set's images, and returns the data set with only the images
   * that have all of them.
   *
   * @param wanted the features that the images of a data set need: fewer images may need more
   * @param extract extracts those that do not exist
   */
  static TrainingDataset withFeatures(
      TrainingDataset built,
      Function<TrainingDataset, List<Views>> wanted,
      Consumer<List<Views>> extract,
      FeatureSet features) {
    TrainingDataset before = built;
    while (true) {
      List<Views> views = wanted.apply(before);
      extract.accept(views);
      TrainingDataset left = complete(before, views, features);
      if (left.samples().isEmpty() || left.samples().size() == before.samples().size()) {
        return left;
      }
      before = left;
    }
  }

  private static TrainingDataset complete(
      TrainingDataset dataset, List<Views> wanted, FeatureSet features) {
    Set<String> complete =
        wanted.stream()
            .filter(
                views ->
                    views.shown().stream()
                        .allMatch(shown -> features.has(views.object().sha256(), shown)))
            .map(Views::imageId)
            .collect(Collectors.toSet());
    TrainingDataset left = dataset.only(sample -> complete.contains(sample.imageId()));
    int gone = dataset.samples().size() - left.samples().size();
    if (gone > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} of {1} images of the data set can no longer be read and are left out",
          Integer.toString(gone),
          Integer.toString(dataset.samples().size()));
    }
    return left;
  }

  private static List<Views> learned(TrainingDataset dataset, Recipe recipe) {
    boolean all = recipe.crossValidates(dataset.samples().size());
    List<Augmentation> shown = recipe.shown(dataset.samples().size());
    return dataset.samples().stream()
        .map(
            sample ->
                new Views(
                    sample.imageId(),
                    sample.object(),
                    all || sample.side() == Split.TRAIN ? shown : AS_IT_IS))
        .toList();
  }

  /** The same without a parent. */
  public DatasetResult build(
      List<ImageLabeled> labels, Recipe recipe, LoadedVersion base, FeatureSet features) {
    return build(labels, recipe, ClassRules.of(recipe.minImagesPerClass()), base, features);
  }

  /**
   * If all images are refused, the cause is not in the images, even if the store returns other
   * objects.
   */
  private void requireSome(int readable) {
    if (readable == 0 && refused.last().isPresent()) {
      throw refused.last().get();
    }
  }

  /** Number of images that passed through bases in all calls. */
  public int imagesThroughBase() {
    return imagesThroughBase;
  }

  private static Candidates candidates(LabeledImages labeled, ClassRules classes) {
    Candidates readable = Candidates.of(labeled.images(), classes);
    List<Excluded> leftOut = new ArrayList<>(readable.leftOut());
    labeled
        .gone()
        .forEach(
            (id, why) ->
                leftOut.add(
                    new Excluded(id, labeled.labels().get(id), Excluded.Reason.UNREADABLE, why)));
    return new Candidates(readable.images(), leftOut);
  }

  private List<Views> wanted(List<LabeledImage> images, Recipe recipe) {
    boolean all = recipe.crossValidates(images.size());
    List<Augmentation> shown = recipe.shown(images.size());
    return images.stream()
        .map(
            image ->
                new Views(
                    image.imageId(),
                    image.object(),
                    all || split.sideOf(image.imageId()) == Split.TRAIN ? shown : AS_IT_IS))
        .toList();
  }

  private Extraction extract(List<Views> wanted, LoadedVersion base, FeatureSet features) {
    clock.began(TrainingPhase.FEATURES);
    Extraction extraction =
        networks.extract(
            base.files(),
            base.golden(),
            networks.pass(base.preprocessing()),
            features,
            wanted,
            listener(clock, TrainingStep.FEATURES));
    imagesThroughBase += extraction.images();
    return extraction;
  }

  /** Reports the progress of a pass to the clock. */
  static PassListener listener(StepClock clock, TrainingStep step) {
    long began = System.nanoTime();
    return (done, total) ->
        clock.progressed(
            PhaseProgress.ofPass(step, done, total, (System.nanoTime() - began) / 1e9));
  }
}
