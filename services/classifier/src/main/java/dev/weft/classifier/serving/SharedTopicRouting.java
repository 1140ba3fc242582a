package dev.weft.classifier.serving;

import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.events.image.ImageUploaded;
import dev.weft.modelstore.ModelStore;
import java.util.function.Predicate;

/**
 * The images of one model. Those that name no model are the default model's, whose pipeline also
 * answers for what nobody serves: it refuses images of models that nobody has created or published.
 */
public final class SharedTopicRouting implements ModelRouting {

  private final String model;
  private final boolean isDefault;
  private final Predicate<String> known;
  private final ModelStore store;

  /**
   * @param known whether a model is known to be published, without a look at the store; asked only
   *     by the default model's
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
