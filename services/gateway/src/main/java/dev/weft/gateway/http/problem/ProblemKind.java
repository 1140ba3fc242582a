package dev.weft.gateway.http.problem;

import dev.weft.access.http.Problem;

/** All kinds of problems: type, title and HTTP status of each. */
public enum ProblemKind {
  EMPTY_IMAGE("empty-image", 400, "The image has no bytes"),
  NO_FILES("no-files", 400, "The form contains no file"),
  MALFORMED_BODY("malformed-body", 400, "The body does not match its content type"),
  BAD_PARAMETER("bad-parameter", 400, "A parameter or header is invalid"),
  INVALID_ALIAS("invalid-alias", 400, "The alias is invalid"),
  INVALID_ORDER("invalid-order", 400, "The order contradicts itself"),
  UNAUTHENTICATED("unauthenticated", 401, "Authentication is required"),
  NOT_FOUND("not-found", 404, "The resource does not exist"),
  NO_SUCH_IMAGE("no-such-image", 404, "The image does not exist"),
  NO_SUCH_ERASURE("no-such-erasure", 404, "The erasure does not exist"),
  NO_SUCH_TRAINING("no-such-training", 404, "The training does not exist"),
  NO_REPORT("no-report", 404, "The report does not exist"),
  NO_SUCH_MODEL("no-such-model", 404, "There is no such model"),
  NO_SUCH_VERSION("no-such-version", 404, "The version does not exist"),
  NO_EVALUATION("no-evaluation", 404, "The version has no evaluation"),
  NO_SUCH_SCHEMA("no-such-schema", 404, "The schema does not exist"),
  NO_SUCH_DATASET("no-such-dataset", 404, "The data set does not exist"),
  NO_ROLLOUT("no-rollout", 404, "The model has no rollout state"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The resource does not support this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "The requested media type is not available"),
  ID_TAKEN("id-taken", 409, "The id is in use by another image"),
  ERASED("erased", 409, "The image with this id was erased"),
  TRAINING_ID_TAKEN("training-id-taken", 409, "The id is in use by another training"),
  MODEL_EXISTS("model-exists", 409, "The model already exists"),
  MODEL_IN_USE("model-in-use", 409, "The model is in use"),
  DATASET_EXISTS("dataset-exists", 409, "The name is in use by another data set"),
  DATASET_IN_USE("dataset-in-use", 409, "The data set is in use"),
  EMPTY_DATASET("empty-dataset", 409, "The filter or one of its labels matches no image"),
  TRAINING_ENDED("training-ended", 409, "The training has ended"),
  ILLEGAL_TRANSITION("illegal-transition", 409, "The rollout's state does not allow the order"),
  ORDER_REFUSED("order-refused", 409, "The order was refused"),
  NOT_OFFERED("not-offered", 409, "The label queue does not offer the image with this selection"),
  NOTHING_TO_COMPARE("nothing-to-compare", 409, "No held-out image is common to both versions"),
  VERSION_REFUSED("version-refused", 409, "Classifiers refuse the version"),
  CONTENT_GONE("content-gone", 410, "The image's bytes were removed"),
  STALE_REVISION("stale-revision", 412, "The revision is outdated"),
  TOO_LARGE("too-large", 413, "The image is too large"),
  BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
  TOO_MANY_FILES("too-many-files", 413, "The form contains too many files"),
  DATASET_TOO_LARGE("dataset-too-large", 413, "The data set would have too many images"),
  UNSUPPORTED_TYPE("unsupported-type", 415, "The body's content type is not supported"),
  IMAGE_REFUSED("image-refused", 422, "The image cannot be classified"),
  TOO_MANY_STREAMS("too-many-streams", 429, "The caller has too many event streams open"),
  OTHER("refused", 400, "The request was refused"),
  INTERNAL("internal", 500, "Internal error"),
  NO_EXPLANATIONS("no-explanations", 501, "Explanations are disabled"),
  MODEL_UNUSABLE("model-unusable", 502, "The model version cannot be used"),
  EVALUATION_UNUSABLE("evaluation-unusable", 502, "The version's evaluation cannot be read"),
  EXPLANATIONS_BUSY("explanations-busy", 503, "Too many explanations are in progress"),
  PREVIEWS_BUSY("previews-busy", 503, "Too many previews are in progress"),
  BUSY("busy", 503, "Too many uploads are in progress"),
  DATASETS_BUSY("datasets-busy", 503, "Another data set is being created"),
  STORE_AWAY("store-away", 503, "The object store is unavailable"),
  BROKER_AWAY("broker-away", 503, "The broker is unavailable"),
  VIEWS_AWAY("views-away", 503, "The views are starting or being reassigned"),
  STREAMS_FULL("streams-full", 503, "Too many event streams are open"),
  FEED_AWAY("feed-away", 503, "The live feed is unavailable");

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
