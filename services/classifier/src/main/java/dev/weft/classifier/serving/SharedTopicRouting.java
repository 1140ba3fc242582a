package dev.weft.classifier.serving;

import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.events.image.ImageUploaded;
import dev.weft.modelstore.ModelStore;
import java.util.function.Predicate;

/**
 * Routes the images of one model. Images that name no model belong to the default model, whose
 * pipeline also rejects images of models that do not exist.
 */
public final class SharedTopicRouting implements ModelRouting {

  private final String model;
  private final boolean isDefault;
  private final Predicate<String> known;
  private final ModelStore store;

  /**
   * @param known whether a model is known to be published, without querying the store; only used by
   *     the default model's pipeline
   */
  public SharedTopicRouting(
      String model, boolean isDefault, Predicate<String> known, ModelStore store) {
    this.model = model;
    this.isDefault = isDefault;
    this.known = known;
    this.store = store;
  }

  @Override
  public String model() {
    return model;
  }

  @Override
  public Owner owner(ImageUploaded image) {
    if (model.equals(image.model()) || isDefault && image.model() == null) {
      return Owner.THIS;
    }
    return isDefault && !known.test(image.model()) ? Owner.UNKNOWN : Owner.OTHER;
  }

  @Override
  public boolean refusesInvalid() {
    return isDefault;
  }

  @Override
  public boolean isKnown(String name) {
    return store.isKnown(name);
  }
}
