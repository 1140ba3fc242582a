package dev.weft.client;

import dev.weft.client.model.Evaluation;
import dev.weft.client.model.EvaluationQuery;
import dev.weft.client.model.Model;
import dev.weft.client.model.ModelList;
import dev.weft.client.model.ModelRequest;
import dev.weft.client.model.ModelUncertainty;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.model.ModelVersionList;
import dev.weft.client.rollout.UncertaintyPolicy;
import java.util.Optional;

/** Operations on models and their versions. Thread-safe. */
public final class ModelClient {
  private final Transport transport;

  ModelClient(Transport transport) {
    this.transport = transport;
  }

  /** Returns the models in the store. */
  public ModelList list() {
    return transport.send(Operations.MODELS.call());
  }

  /** Creates a model. Does nothing if it already exists with the same base. */
  public Model create(ModelRequest request) {
    return transport.send(Operations.CREATE_MODEL.call().json(request));
  }

  /** Deletes a model that has no version yet. */
  public void delete(String model) {
    transport.send(Operations.DELETE_MODEL.call(model));
  }

  /** Returns a model's versions; empty if the store has no such model. */
  public Optional<ModelVersionList> versions(String model) {
    return transport.find(Operations.VERSIONS.call(model));
  }

  /** Returns a version by its number or one of its aliases; empty if the store does not have it. */
  public Optional<ModelVersionDetail> version(String model, String version) {
    return transport.find(Operations.VERSION.call(model, version));
  }

  /** Returns when the model's answers count as uncertain; empty if no version of it serves. */
  public Optional<ModelUncertainty> uncertainty(String model) {
    return transport.find(Operations.UNCERTAINTY.call(model));
  }

  /**
   * Returns the effect that a policy for uncertain answers would have, without applying it. Empty
   * if no version serves.
   */
  public Optional<ModelUncertainty> previewUncertainty(String model, UncertaintyPolicy policy) {
    return transport.find(Operations.PREVIEW_UNCERTAINTY.call(model).json(policy));
  }

  /**
   * Returns a version's evaluation on images that were held out of its training. Throws a {@link
   * WeftException} with the reason and the remedy if the version has no evaluation, or if no
   * held-out image is known to be new to both versions of a comparison.
   *
   * @param version its number or one of its aliases
   */
  public Evaluation evaluation(String model, String version, EvaluationQuery query) {
    return transport.send(Operations.EVALUATION.call(model, version).query(query));
  }
}
