package dev.weft.trainer.run;

import dev.weft.events.TrainingRequested;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.recipe.Recipe;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which versions a training begins with. */
final class Versions {
  private final ModelStore models;
  private final String name;

  Versions(ModelStore models, String name) {
    this.models = models;
    this.name = name;
  }

  /**
   * The version that serves: the newest.
   *
   * @throws Impossible if there is none
   */
  int serving() {
    OptionalInt newest = models.newest(name);
    return newest.orElseThrow(
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

  /** The version that was not trained here and that all its descendants go back to. */
  private int root(int version) {
    Set<Integer> seen = new HashSet<>();
    int at = version;
    while (seen.add(at)) {
      Optional<Integer> parent = models.manifest(name, at).flatMap(this::parent);
      if (parent.isEmpty()) {
        return at;
      }
      at = parent.get();
    }
    return at;
  }

  /** The version that a trained version follows, if it is still there. */
  private Optional<Integer> parent(ModelManifest manifest) {
    String parent = manifest.origin().parent();
    if (parent == null || !parent.matches(name + ":[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    int version = Integer.parseInt(parent.substring(name.length() + 1));
    return models.manifest(name, version).map(ModelManifest::version);
  }
}
