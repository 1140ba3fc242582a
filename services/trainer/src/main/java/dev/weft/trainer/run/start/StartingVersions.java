package dev.weft.trainer.run.start;

import dev.weft.events.ModelRef;
import dev.weft.events.training.TrainingBase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.modelstore.DeclaredModel;
import dev.weft.modelstore.ModelManifest.Parent;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.RootVersion;
import dev.weft.trainer.recipe.Recipe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;

/** Determines the versions that a training starts with. */
public final class StartingVersions {
  private final ModelStore models;
  private final ServingVersion rollout;
  private final String name;
  private final String defaultModel;
  private final IntSupplier bundled;

  /**
   * @param name the trained model
   * @param defaultModel the default model, which {@code auto} compares with the bundled base
   * @param bundled version of the bundled base; a call imports it into the store
   */
  public StartingVersions(
      ModelStore models,
      ServingVersion rollout,
      String name,
      String defaultModel,
      IntSupplier bundled) {
    this.models = models;
    this.rollout = rollout;
    this.name = name;
    this.defaultModel = defaultModel;
    this.bundled = bundled;
  }

  /**
   * Returns the serving version: the one of the rollout state or, without a rollout service, the
   * newest. Empty if the model has no version yet.
   */
  public OptionalInt serving() {
    return serving(name);
  }

  private OptionalInt serving(String model) {
    OptionalInt serving = rollout.of(model);
    return serving.isPresent() ? serving : models.newest(model);
  }

  /**
   * Returns the parent of the new version.
   *
   * @throws TrainingImpossibleException if it does not exist, or the request names a base for a
   *     model that has versions
   */
  public int parent(TrainingRequested request, int serving) {
    if (request.base() != null) {
      throw new TrainingImpossibleException(
          "the model %s already has version %d to continue training from: omit the base %s, or create another model"
              .formatted(name, serving, request.base()));
    }
    if (request.parent() == null) {
      return serving;
    }
    if (models.manifest(name, request.parent()).isEmpty()) {
      throw new TrainingImpossibleException(
          "the parent %s:%d is not published; published versions are %s"
              .formatted(name, request.parent(), models.versions(name)));
    }
    return request.parent();
  }

  /**
   * Returns the possible bases of the model's first training, as given by the request or when the
   * model was created. Of several, the most accurate one on the labels is used.
   *
   * @throws TrainingImpossibleException if no base was given, or it does not exist
   */
  public List<ModelRef> first(TrainingRequested request) {
    if (request.parent() != null) {
      throw new TrainingImpossibleException(
          "the parent %s:%d is not published: the model has no versions"
              .formatted(name, request.parent()));
    }
    TrainingBase wanted =
        TrainingBase.parse(
            Optional.ofNullable(request.base())
                .or(() -> models.declarations().of(name).map(DeclaredModel::base))
                .orElseThrow(
                    () ->
                        new TrainingImpossibleException(
                            "the model %s has no version to train from: specify a base, such as %s, or import a version"
                                .formatted(name, BundledBase.NAME))));
    if (!wanted.equals(TrainingBase.AUTO)) {
      return List.of(resolve(wanted));
    }
    ModelRef ours = new ModelRef(BundledBase.NAME, bundled.getAsInt());
    OptionalInt other = serving(defaultModel);
    return other.isPresent()
        ? List.of(ours, new ModelRef(defaultModel, other.getAsInt()))
        : List.of(ours);
  }

  private ModelRef resolve(TrainingBase base) {
    boolean isBundled = base.name().equals(BundledBase.NAME);
    if (isBundled && base.version() == null) {
      return new ModelRef(base.name(), bundled.getAsInt());
    }
    OptionalInt version =
        base.version() == null ? newest(base.name()) : OptionalInt.of(base.version());
    if (version.isPresent() && isThere(base.name(), version.getAsInt())) {
      return new ModelRef(base.name(), version.getAsInt());
    }
    if (isBundled && bundled.getAsInt() == base.version()) {
      return new ModelRef(base.name(), base.version());
    }
    throw new TrainingImpossibleException(
        "the base %s does not exist; available are %s, and the versions of %s"
            .formatted(base, BundledBase.NAME, models.models()));
  }

  private OptionalInt newest(String base) {
    OptionalInt serving = serving(base);
    return serving.isPresent() ? serving : models.newestBase(base);
  }

  /** Returns the version whose base the training starts from. */
  public ModelRef base(Recipe recipe, int parent) {
    ModelRef from = new ModelRef(name, parent);
    if (recipe.base() == Recipe.Base.PARENT) {
      return from;
    }
    Parent root = RootVersion.of(models, name, parent);
    return new ModelRef(root.name(), root.version());
  }

  private boolean isThere(String model, int version) {
    return models.manifest(model, version).isPresent() || models.base(model, version).isPresent();
  }
}
