package dev.weft.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.json.WeftJson;
import dev.weft.client.model.Evaluation;
import dev.weft.client.model.EvaluationQuery;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingList;
import dev.weft.client.training.TrainingQuery;
import dev.weft.client.training.TrainingReport;
import dev.weft.client.training.TrainingRequest;
import java.util.Optional;
import java.util.UUID;

/** Operations on trainings. Thread-safe. */
public final class TrainingClient {
  private final Transport transport;

  TrainingClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Requests a training. Repeating a request with the same id starts no second training.
   *
   * @param id the training's id; null for a random one
   */
  public Training request(TrainingRequest request, String id) {
    return transport.send(
        Operations.REQUEST_TRAINING
            .call()
            .header(Header.IDEMPOTENCY_KEY, id == null ? UUID.randomUUID().toString() : id)
            .json(request));
  }

  /** Returns a training with its finished epochs; empty if the server does not know the id. */
  public Optional<Training> find(String id) {
    return transport.find(Operations.TRAINING.call(id));
  }

  /** Returns the newest trainings, without their epochs. */
  public TrainingList list(TrainingQuery query) {
    return transport.send(Operations.TRAININGS.call().query(query));
  }

  /** Cancels a queued or running training; returns its current state. */
  public Training cancel(String id) {
    return transport.send(Operations.CANCEL_TRAINING.call(id));
  }

  /** Returns the parts of a training's report that programs use. */
  public TrainingReport report(String id) {
    return WeftJson.convert(reportJson(id), TrainingReport.class);
  }

  /** Returns a training's whole report, a JSON object. */
  public JsonNode reportJson(String id) {
    return transport.send(Operations.TRAINING_REPORT.call(id));
  }

  /**
   * Returns the evaluation of the version that a training produced, whether or not it was
   * published.
   */
  public Evaluation evaluation(String id, EvaluationQuery query) {
    return transport.send(Operations.TRAINING_EVALUATION.call(id).query(query));
  }

  /**
   * Returns a picture of a training's report, as PNG or SVG.
   *
   * @param picture its name, such as {@code confusion.png}
   */
  public byte[] picture(String id, String picture) {
    return transport.send(Operations.TRAINING_PICTURE.call(id, picture));
  }
}
