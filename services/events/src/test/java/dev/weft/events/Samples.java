package dev.weft.events;

import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.LabelSource;
import dev.weft.events.model.FeatureBins;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.model.ServingRole;
import dev.weft.events.training.TrainingBase;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Generates random records of everything that their constructors allow; the same seed yields the
 * same records.
 */
public final class Samples extends Draws {

  private final RolloutSamples rollouts = new RolloutSamples(random);

  public Samples(long seed) {
    super(new Random(seed));
  }

  /** A random event of a type. */
  public WeftEvent any(EventType type) {
    return switch (type) {
      case IMAGE_UPLOADED -> uploaded();
      case IMAGE_CLASSIFIED -> classified();
      case IMAGE_REJECTED -> rejected();
      case IMAGE_LABELED -> labeled();
      case IMAGE_ERASED -> erased();
      case IMAGE_FAILED -> rollouts.failed();
      case TRAINING_REQUESTED -> requested();
      case TRAINING_CANCELLED -> cancelled();
      case TRAINING_PROGRESSED -> progressed();
      case MODEL_PUBLISHED -> published();
      case MODEL_MEASURED -> rollouts.measured();
      case MODEL_DRIFTED -> rollouts.drifted();
      case ROLLOUT_REQUESTED -> rollouts.requested();
      case ROLLOUT_CHANGED -> rollouts.changed();
      case ROLLOUT_REFUSED -> rollouts.refused();
      case ROLLOUT_OBSERVED -> rollouts.observed();
    };
  }

  public ImageUploaded uploaded() {
    return new ImageUploaded(
        imageId(),
        object(maybe(this::sha256)),
        maybe(() -> text(1, 255)),
        moment(),
        maybe(this::moment),
        tags(),
        maybe(this::model));
  }

  public ImageClassified classified() {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(5); i++) {
      predictions.add(new Prediction(text(1, 40), random.nextDouble()));
    }
    return new ImageClassified(
        imageId(),
        object(sha256()),
        version(),
        oneOf(ServingRole.values()),
        predictions,
        text(1, 40),
        new Timings(seconds(), seconds(), seconds(), seconds()),
        moment(),
        moment(),
        tags(),
        maybe(() -> atLeastOne(FeatureBins.MOST, () -> random.nextInt(FeatureBins.MOST))),
        maybe(this::uncertainty),
        maybe(this::sketch));
  }

  private FeatureSketch sketch() {
    byte[] values = new byte[8 + random.nextInt(249)];
    random.nextBytes(values);
    return FeatureSketch.of("%016x".formatted(random.nextLong()), values);
  }

  private Uncertainty uncertainty() {
    List<UncertaintyReason> reasons =
        Stream.of(UncertaintyReason.values()).filter(reason -> random.nextBoolean()).toList();
    return new Uncertainty(reasons, maybe(random::nextGaussian));
  }

  public ImageRejected rejected() {
    return new ImageRejected(
        maybe(this::imageId),
        maybe(() -> object(maybe(this::sha256))),
        oneOf(RejectionReason.values()),
        text(0, 3000),
        maybe(this::version),
        new Origin(text(1, 249), random.nextInt(1000), size()),
        moment());
  }

  public ImageLabeled labeled() {
    return new ImageLabeled(
        imageId(),
        object(maybe(this::sha256)),
        label(),
        moment(),
        oneOf(LabelSource.values()),
        maybe(() -> text(1, 100)),
        moment(),
        maybe(this::model),
        random.nextBoolean(),
        tags(),
        maybe(() -> oneOf(LabelSelection.values())));
  }

  public ImageErased erased() {
    var erasure =
        new ImageErased(
            imageId(),
            maybe(() -> object(maybe(this::sha256))),
            oneOf(ErasureSource.values()),
            maybe(() -> text(1, 100)),
            moment());
    return switch (random.nextInt(3)) {
      case 0 -> erasure;
      case 1 -> erasure.failed(new ImageErased.Failure(moment(), text(1, 1_000)));
      default ->
          erasure.completed(
              new ImageErased.Completed(
                  moment(),
                  List.of("uploads/" + imageId()),
                  random.nextBoolean() ? List.of(sha256()) : List.of(),
                  random.nextBoolean() ? List.of("autumn-2026") : List.of()));
    };
  }

  public TrainingRequested requested() {
    return new TrainingRequested(
        imageId(),
        model(),
        oneOf(TrainingTrigger.values()),
        maybe(this::count),
        maybe(() -> new TrainingBase(model(), maybe(() -> 1 + random.nextInt(999))).toString()),
        maybe(this::model),
        random.nextBoolean() ? recipe() : TrainingRecipe.DEFAULT,
        random.nextBoolean() ? List.of(text(1, 256)) : List.of(),
        moment());
  }

  public TrainingCancelled cancelled() {
    return new TrainingCancelled(imageId(), model(), moment());
  }

  public TrainingProgressed progressed() {
    return new TrainingProgressed(
        imageId(),
        model(),
        oneOf(TrainingState.values()),
        maybe(() -> oneOf(TrainingPhase.values())),
        maybe(() -> random.nextInt(100)),
        maybe(() -> random.nextInt(100)),
        maybe(this::count),
        maybe(this::count),
        maybe(this::loss),
        maybe(random::nextDouble),
        maybe(this::loss),
        maybe(random::nextDouble),
        maybe(this::seconds),
        maybe(() -> text(0, 3000)),
        maybe(this::count),
        maybe(() -> text(1, 1024)),
        moment());
  }

  public ModelPublished published() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      metrics.put(text(1, 128), loss());
    }
    return new ModelPublished(
        version(),
        List.of(text(1, 40), text(1, 40)),
        maybe(this::count),
        maybe(this::imageId),
        metrics,
        moment());
  }

  private TrainingRecipe recipe() {
    return new TrainingRecipe(
        maybe(() -> random.nextLong() >>> 11),
        maybe(this::count),
        maybe(() -> 1 + random.nextInt(1024)),
        maybe(
            () ->
                new TrainingRecipe.Head(
                    maybe(() -> 1 - random.nextDouble()),
                    maybe(this::count),
                    maybe(this::count),
                    maybe(random::nextDouble),
                    maybe(random::nextDouble),
                    maybe(() -> 1000 * random.nextDouble()),
                    maybe(random::nextDouble))),
        maybe(
            () ->
                new TrainingRecipe.FineTune(
                    maybe(() -> oneOf("auto", "none", "all", "block1", "block9", "block14")),
                    maybe(() -> 1 - random.nextDouble()),
                    maybe(this::count),
                    maybe(this::count),
                    maybe(random::nextDouble),
                    maybe(() -> 1000 * random.nextDouble()),
                    maybe(random::nextDouble))),
        maybe(random::nextDouble),
        maybe(() -> oneOf("root", "parent")),
        maybe(random::nextBoolean),
        maybe(() -> 86_400 * random.nextDouble()),
        maybe(() -> TrainingRecipe.INPUT_SIZES.get(random.nextInt(3))));
  }
}
