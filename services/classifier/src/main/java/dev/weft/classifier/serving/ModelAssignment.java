package dev.weft.classifier.serving;

import dev.weft.classifier.pipeline.Assignment;
import dev.weft.events.ImageUploaded;
import dev.weft.modelstore.ModelStore;
import java.util.function.Predicate;

/**
 * The images of one model. Those that name no model are the default model's, whose pipeline also
 * answers for what nobody serves: it refuses images of models that nobody has created or published.
 */
public final class ModelAssignment implements Assignment {

  private final String model;
  private final boolean isDefault;
  private final Predicate<String> known;
  private final ModelStore store;

  /**
   * @param known whether a model is known to be published, without a look at the store; asked only
   *     by the default model's
   */
  public ModelAssignment(
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
  public Whose whose(ImageUploaded image) {
    if (model.equals(image.model()) || isDefault && image.model() == null) {
      return Whose.MINE;
    }
    return isDefault && !known.test(image.model()) ? Whose.TO_BE_ASKED : Whose.ANOTHERS;
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
