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

/** Trainings. Thread-safe. */
public final class TrainingClient {
  private final Transport transport;

  TrainingClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * Asks for a training. Tried again with the same id, it is the same training.
   *
   * @param id of the training; null for a random one
   */
  public Training request(TrainingRequest request, String id) {
    return transport.send(
        Operations.REQUEST_TRAINING
            .call()
            .header(Header.IDEMPOTENCY_KEY, id == null ? UUID.randomUUID().toString() : id)
            .json(request));
  }

  /** A training, with the epochs that it has done; empty if the server knows none of this id. */
  public Optional<Training> find(String id) {
    return transport.find(Operations.TRAINING.call(id));
  }

  /** The newest trainings, without their epochs. */
  public TrainingList list(TrainingQuery query) {
    return transport.send(Operations.TRAININGS.call().query(query));
  }

  /** Ends a training that waits or runs; the training as it is now. */
  public Training cancel(String id) {
    return transport.send(Operations.CANCEL_TRAINING.call(id));
  }

  /** What a training's trainer wrote down, as far as programs read it. */
  public TrainingReport report(String id) {
    return WeftJson.convert(reportJson(id), TrainingReport.class);
  }

  /** All that a training's trainer wrote down; an object. */
  public JsonNode reportJson(String id) {
    return transport.send(Operations.TRAINING_REPORT.call(id));
  }

  /** The evaluation of the version that a training judged, published or not. */
  public Evaluation evaluation(String id, EvaluationQuery query) {
    return transport.send(Operations.TRAINING_EVALUATION.call(id).query(query));
  }

  /**
   * A picture of its report, as PNG or SVG.
   *
   * @param picture such as {@code confusion.png}
   */
  public byte[] picture(String id, String picture) {
    return transport.send(Operations.TRAINING_PICTURE.call(id, picture));
  }
}
