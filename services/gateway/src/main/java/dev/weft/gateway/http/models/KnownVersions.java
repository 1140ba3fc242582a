package dev.weft.gateway.http.models;

import dev.weft.events.ModelName;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.rollouts.RolloutViews;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.modelstore.ModelManifest;
import jakarta.inject.Singleton;

/** Resolves versions by number or alias. */
@Singleton
public final class KnownVersions {

  private final PublishedModels models;
  private final RolloutViews rollouts;

  KnownVersions(PublishedModels models, RolloutViews rollouts) {
    this.models = models;
    this.rollouts = rollouts;
  }

  /**
   * Returns the version, or throws the problem that there is none.
   *
   * @param version its number, or an alias such as champion
   */
  public ModelManifest require(String model, String version) {
    if (!model.matches(ModelName.PATTERN)) {
      throw ProblemKind.NO_SUCH_VERSION.exception("This is not a valid model name.");
    }
    return models.version(model, number(model, version)).orElseThrow(() -> none(model));
  }

  private int number(String model, String version) {
    if (version.matches("\\d{1,9}")) {
      return Integer.parseInt(version);
    }
    return rollouts
        .state(model)
        .map(state -> state.aliases().get(version))
        .orElseThrow(() -> none(model));
  }

  private static ProblemException none(String model) {
    return ProblemKind.NO_SUCH_VERSION.exception(
        "Model " + model + " has no such version, or it was deleted.");
  }
}
