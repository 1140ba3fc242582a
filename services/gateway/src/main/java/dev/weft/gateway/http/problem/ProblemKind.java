package dev.weft.gateway.http.problem;

import dev.weft.access.http.Problem;

/** All kinds of problems: type, title and HTTP status of each. */
public enum ProblemKind {
  EMPTY_IMAGE("empty-image", 400, "The image has no bytes"),
  NO_FILES("no-files", 400, "The form holds no file"),
  MALFORMED_BODY("malformed-body", 400, "The body is not what its content type says"),
  BAD_PARAMETER("bad-parameter", 400, "A parameter or header is not valid"),
  INVALID_ALIAS("invalid-alias", 400, "The alias cannot be used so"),
  INVALID_ORDER("invalid-order", 400, "The order contradicts itself"),
  UNAUTHENTICATED("unauthenticated", 401, "Nobody knows who asks"),
  NOT_FOUND("not-found", 404, "There is nothing here"),
  NO_SUCH_IMAGE("no-such-image", 404, "There is no such image"),
  NO_SUCH_ERASURE("no-such-erasure", 404, "No such image was erased"),
  NO_SUCH_TRAINING("no-such-training", 404, "There is no such training"),
  NO_REPORT("no-report", 404, "The training has no such report"),
  NO_SUCH_MODEL("no-such-model", 404, "There is no such model"),
  NO_SUCH_VERSION("no-such-version", 404, "The model has no such version"),
  NO_EVALUATION("no-evaluation", 404, "The version has no evaluation"),
  NO_SUCH_SCHEMA("no-such-schema", 404, "No event has such a schema"),
  NO_SUCH_DATASET("no-such-dataset", 404, "There is no such data set"),
  NO_ROLLOUT("no-rollout", 404, "The model has no rollout state"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not know this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The resource has no such representation"),
  ID_TAKEN("id-taken", 409, "Another image has this id"),
  ERASED("erased", 409, "The image with this id was erased"),
  TRAINING_ID_TAKEN("training-id-taken", 409, "Another training has this id"),
  MODEL_EXISTS("model-exists", 409, "There is such a model already"),
  MODEL_IN_USE("model-in-use", 409, "The model is in use"),
  DATASET_EXISTS("dataset-exists", 409, "The name stands for another data set"),
  DATASET_IN_USE("dataset-in-use", 409, "A training is on the data set"),
  EMPTY_DATASET("empty-dataset", 409, "The data set would lack what it is for"),
  TRAINING_ENDED("training-ended", 409, "The training has ended"),
  ILLEGAL_TRANSITION("illegal-transition", 409, "The rollout's state does not allow this"),
  ORDER_REFUSED("order-refused", 409, "The order was refused"),
  NOT_OFFERED("not-offered", 409, "The label queue does not offer the image so"),
  NOTHING_TO_COMPARE("nothing-to-compare", 409, "No held-out image is common to both versions"),
  CONTENT_GONE("content-gone", 410, "The image's bytes were removed"),
  STALE_REVISION("stale-revision", 412, "Another order came first"),
  TOO_LARGE("too-large", 413, "The image is too large"),
  TOO_MANY_FILES("too-many-files", 413, "The form holds too many files"),
  DATASET_TOO_LARGE("dataset-too-large", 413, "The data set would have too many images"),
  UNSUPPORTED_TYPE("unsupported-type", 415, "The body's content type is not supported"),
  IMAGE_REFUSED("image-refused", 422, "The image can never be classified"),
  TOO_MANY_STREAMS("too-many-streams", 429, "The caller has too many event streams open"),
  OTHER("refused", 400, "The request was refused"),
  INTERNAL("internal", 500, "The gateway failed"),
  NO_EXPLANATIONS("no-explanations", 501, "This gateway explains nothing"),
  MODEL_UNUSABLE("model-unusable", 502, "The model version cannot be used"),
  EVALUATION_UNUSABLE("evaluation-unusable", 502, "The version's evaluation cannot be read"),
  EXPLANATIONS_BUSY("explanations-busy", 503, "Too many explanations are asked for"),
  PREVIEWS_BUSY("previews-busy", 503, "Too many previews are asked for"),
  BUSY("busy", 503, "Too many uploads are in flight"),
  DATASETS_BUSY("datasets-busy", 503, "Other data sets are being made"),
  STORE_AWAY("store-away", 503, "The object store does not answer"),
  BROKER_AWAY("broker-away", 503, "The broker does not answer"),
  VIEWS_AWAY("views-away", 503, "The views are starting or moving"),
  STREAMS_FULL("streams-full", 503, "Too many event streams are open"),
  FEED_AWAY("feed-away", 503, "The live feed cannot take another subscriber now");

  private final String slug;
  private final int status;
  private final String title;

  ProblemKind(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** The problem with a detail. */
  public Problem because(String detail) {
    return Problem.of(slug, title, status, detail);
  }

  /** An exception with the problem, to be thrown. */
  public ProblemException exception(String detail) {
    return new ProblemException(because(detail));
  }
}
