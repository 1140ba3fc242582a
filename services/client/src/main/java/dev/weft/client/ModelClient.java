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

/** Models and their versions. Thread-safe. */
public final class ModelClient {
  private final Transport transport;

  ModelClient(Transport transport) {
    this.transport = transport;
  }

  /** The models that the store holds. */
  public ModelList list() {
    return transport.send(Operations.MODELS.call());
  }

  /** Creates a model, or does nothing if it was created with the same base before. */
  public Model create(ModelRequest request) {
    return transport.send(Operations.CREATE_MODEL.call().json(request));
  }

  /** Deletes a model that has no version yet. */
  public void delete(String model) {
    transport.send(Operations.DELETE_MODEL.call(model));
  }

  /** A model's versions; empty if the store holds none. */
  public Optional<ModelVersionList> versions(String model) {
    return transport.find(Operations.VERSIONS.call(model));
  }

  /** A version, by its number or one of its names; empty if the store does not hold it. */
  public Optional<ModelVersionDetail> version(String model, String version) {
    return transport.find(Operations.VERSION.call(model, version));
  }

  /** When the model's answers are uncertain; empty if no version of it serves. */
  public Optional<ModelUncertainty> uncertainty(String model) {
    return transport.find(Operations.UNCERTAINTY.call(model));
  }

  /**
   * What a policy for uncertain answers would do; nothing is changed. Empty if no version serves.
   */
  public Optional<ModelUncertainty> previewUncertainty(String model, UncertaintyPolicy policy) {
    return transport.find(Operations.PREVIEW_UNCERTAINTY.call(model).json(policy));
  }

  /**
   * A version's evaluation on images that were held out of its training. Throws a {@link
   * WeftException} that says why and what to do if it has none, or if no held-out image is known to
   * be new to both versions that are to be compared.
   *
   * @param version its number or one of its names
   */
  public Evaluation evaluation(String model, String version, EvaluationQuery query) {
    return transport.send(Operations.EVALUATION.call(model, version).query(query));
  }
}
