package dev.weft.trainer.run;

import dev.weft.events.ImageLabeled;
import dev.weft.events.TrainingPhase;
import dev.weft.trainer.dataset.Candidates;
import dev.weft.trainer.dataset.DatasetBuilder;
import dev.weft.trainer.dataset.DatasetResult;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.LeftOut;
import dev.weft.trainer.dataset.PerceptualHash;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.features.FeatureExtraction.Extraction;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.PassListener;
import dev.weft.trainer.features.RefusedObjects;
import dev.weft.trainer.features.Views;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.labels.LabeledImages;
import dev.weft.trainer.phase.Progress;
import dev.weft.trainer.phase.Step;
import dev.weft.trainer.recipe.Recipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From labels to a data set, each of whose images has passed through the base. */
final class DatasetStep {
  private final Networks networks;
  private final ImageDigests digests;
  private final RefusedObjects refused;
  private final Split split;
  private final StepClock clock;
  private final Watch watch;
  private int imagesThroughBase;

  DatasetStep(
      Networks networks,
      ImageDigests digests,
      RefusedObjects refused,
      Split split,
      StepClock clock,
      Watch watch) {
    this.networks = networks;
    this.digests = digests;
    this.refused = refused;
    this.split = split;
    this.clock = clock;
    this.watch = watch;
  }

  /**
   * Builds the data set.
   *
   * @param base whose features are wanted
   * @param features of that base
   * @throws RuntimeException the last refusal, if the store refuses every image that was asked for
   */
  DatasetResult build(
      List<ImageLabeled> labels, Recipe recipe, LoadedVersion base, FeatureSet features) {
    LabeledImages labeled = digests.complete(labels, watch::check);
    Candidates candidates = candidates(labeled, recipe);
    Extraction extraction = extract(candidates.images(), recipe, base, features);
    imagesThroughBase = extraction.images();
    requireSome(candidates.images().size() - extraction.unreadable().size());
    clock.began(TrainingPhase.DATASET);
    Map<String, PerceptualHash> looks = new HashMap<>();
    for (LabeledImage image : candidates.images()) {
      String sha256 = image.object().sha256();
      features.look(sha256).ifPresent(look -> looks.put(sha256, look));
    }
    return new DatasetBuilder(split, recipe.minImagesPerClass())
        .build(candidates, looks, extraction.unreadable());
  }

  /** What refuses all images is no fault of theirs, though it gives other objects. */
  private void requireSome(int readable) {
    if (readable == 0 && refused.last().isPresent()) {
      throw refused.last().get();
    }
  }

  /** Images that the base had not seen before. */
  int imagesThroughBase() {
    return imagesThroughBase;
  }

  private static Candidates candidates(LabeledImages labeled, Recipe recipe) {
    Candidates readable = Candidates.of(labeled.images(), recipe.minImagesPerClass());
    List<LeftOut> leftOut = new ArrayList<>(readable.leftOut());
    labeled
        .gone()
        .forEach(
            (id, why) ->
                leftOut.add(
                    new LeftOut(id, labeled.labels().get(id), LeftOut.Reason.UNREADABLE, why)));
    return new Candidates(readable.images(), leftOut);
  }

  private Extraction extract(
      List<LabeledImage> images, Recipe recipe, LoadedVersion base, FeatureSet features) {
    List<Views> wanted =
        images.stream()
            .map(image -> new Views(image.imageId(), image.object(), true, flips(image, recipe)))
            .toList();
    clock.began(TrainingPhase.FEATURES);
    return networks.extract(
        base.bundle().files(),
        base.bundle().golden(),
        networks.pass(base.manifest().preprocessing()),
        features,
        wanted,
        listener(clock, Step.FEATURES));
  }

  private boolean flips(LabeledImage image, Recipe recipe) {
    return recipe.flips() && split.sideOf(image.imageId()) == Side.TRAIN;
  }

  /** Tells the clock how far a pass is. */
  static PassListener listener(StepClock clock, Step step) {
    long began = System.nanoTime();
    return (done, total) ->
        clock.progressed(Progress.ofPass(step, done, total, (System.nanoTime() - began) / 1e9));
  }
}
