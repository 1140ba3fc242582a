package dev.weft.gateway.http.models;

import dev.weft.events.ModelName;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.Rollouts;
import jakarta.inject.Singleton;

/** Models that requests may name. */
@Singleton
public final class KnownModels {

  private final Rollouts rollouts;
  private final PublishedModels models;
  private final String defaultModel;

  KnownModels(Rollouts rollouts, PublishedModels models, GatewayConfig config) {
    this.rollouts = rollouts;
    this.models = models;
    this.defaultModel = config.trainings().model();
  }

  /** The model of requests that name none. */
  public String defaultModel() {
    return defaultModel;
  }

  /**
   * Validates a model name. Returns {@code model}, or null if it is the default one, as in events;
   * or throws the problem that the name is invalid, or that there is no such model. Images of a
   * model without a version wait for its first one.
   *
   * @param model null if the request names none
   */
  public String otherThanDefault(String model) {
    if (model == null || model.equals(defaultModel)) {
      return null;
    }
    if (!model.matches(ModelName.PATTERN)) {
      throw Parameters.bad("model must match %s, but is %s.", ModelName.PATTERN, model);
    }
    if (rollouts.get(model).isEmpty() && !models.isKnown(model)) {
      throw ProblemKind.NO_SUCH_MODEL.exception(
          "No version of the model "
              + model
              + " has been published, and no such model has been created. GET /v1/models"
              + " lists the models; POST /v1/models creates one.");
    }
    return model;
  }
}
