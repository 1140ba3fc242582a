package dev.weft.trainer.run;

import dev.weft.events.TrainingRequested;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.recipe.Recipe;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/** Which versions a training begins with. */
final class Versions {
  private final ModelStore models;
  private final ServingVersion rollout;
  private final String name;

  Versions(ModelStore models, ServingVersion rollout, String name) {
    this.models = models;
    this.rollout = rollout;
    this.name = name;
  }

  /**
   * The version that serves: as its rollout says, or the newest where nobody rolls versions out.
   *
   * @throws Impossible if there is none
   */
  int serving() {
    OptionalInt serving = rollout.of(name);
    OptionalInt version = serving.isPresent() ? serving : models.newest(name);
    return version.orElseThrow(
        () ->
            new Impossible(
                "the model %s has no version to train from: import one first".formatted(name)));
  }

  /**
   * The version that the new one follows.
   *
   * @throws Impossible if it is not there
   */
  int parent(TrainingRequested request, int serving) {
    if (request.parent() == null) {
      return serving;
    }
    if (models.manifest(name, request.parent()).isEmpty()) {
      throw new Impossible(
          "the parent %s:%d is not published; there are %s"
              .formatted(name, request.parent(), models.versions(name)));
    }
    return request.parent();
  }

  /** The version whose base training starts from. */
  int base(Recipe recipe, int parent) {
    return recipe.base() == Recipe.Base.PARENT ? parent : root(parent);
  }

  /**
   * The version that was not trained here and that all its descendants go back to, or the oldest of
   * the line that is left. Those between may have been removed.
   */
  private int root(int version) {
    Set<Integer> seen = new HashSet<>();
    int root = version;
    OptionalInt at = OptionalInt.of(version);
    while (at.isPresent() && seen.add(at.getAsInt())) {
      if (models.manifest(name, at.getAsInt()).isPresent()) {
        root = at.getAsInt();
      }
      at =
          models
              .lineage(name, at.getAsInt())
              .map(ModelManifest::parentVersion)
              .orElseGet(OptionalInt::empty);
    }
    return root;
  }
}
