package dev.weft.telemetry;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;

/**
 * The subject of a span or a log line. Each component may be null.
 *
 * @param imageId an image
 * @param model a model's name
 * @param version of that model
 * @param trainingId a training
 */
public record Subject(String imageId, String model, Integer version, String trainingId) {

  private static final Subject NONE = new Subject(null, null, null, null);

  public static Subject image(String imageId) {
    return new Subject(imageId, null, null, null);
  }

  public static Subject model(String name) {
    return new Subject(null, name, null, null);
  }

  public static Subject version(ModelRef model) {
    return model == null ? NONE : new Subject(null, model.name(), model.version(), null);
  }

  public static Subject training(String trainingId, String model) {
    return new Subject(null, model, null, trainingId);
  }

  /** The same subject with an image. */
  public Subject withImage(String image) {
    return new Subject(image, model, version, trainingId);
  }

  /** The subject of an event. */
  public static Subject of(WeftEvent event) {
    if (event instanceof ImageClassified classified) {
      return version(classified.model()).withImage(classified.imageId());
    } else if (event instanceof ImageRejected rejected) {
      return version(rejected.model()).withImage(rejected.imageId());
    } else if (event instanceof ImageFailed failed) {
      return version(failed.model()).withImage(failed.imageId());
    } else if (event instanceof ImageUploaded
        || event instanceof ImageLabeled
        || event instanceof ImageErased) {
      return image(event.key());
    } else if (event instanceof ModelPublished published) {
      ModelRef model = published.model();
      return new Subject(null, model.name(), model.version(), published.trainingId());
    } else if (event instanceof RolloutChanged changed) {
      return model(changed.model());
    } else if (event instanceof RolloutRequested requested) {
      return new Subject(null, requested.model(), requested.version(), null);
    } else if (event instanceof TrainingProgressed progressed) {
      return training(progressed.trainingId(), progressed.model());
    } else if (event instanceof TrainingRequested requested) {
      return training(requested.trainingId(), requested.model());
    } else if (event instanceof TrainingOrder) {
      return model(event.key());
    }
    return NONE;
  }
}
