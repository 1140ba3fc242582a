package dev.weft.client;

import static dev.weft.client.Header.IDEMPOTENCY_KEY;
import static dev.weft.client.Header.IF_MATCH;
import static dev.weft.client.Header.LAST_EVENT_ID;
import static dev.weft.client.Header.WEFT_DEADLINE;
import static dev.weft.client.Header.WEFT_TAGS;
import static dev.weft.client.Operation.delete;
import static dev.weft.client.Operation.get;
import static dev.weft.client.Operation.post;
import static dev.weft.client.Operation.put;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.dataset.Dataset;
import dev.weft.client.dataset.DatasetList;
import dev.weft.client.dataset.DatasetQuery;
import dev.weft.client.dataset.DatasetRequest;
import dev.weft.client.erasure.Erasure;
import dev.weft.client.erasure.ErasureQuery;
import dev.weft.client.image.Explanation;
import dev.weft.client.image.ExplanationQuery;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageList;
import dev.weft.client.image.ImageQuery;
import dev.weft.client.image.PreviewQuery;
import dev.weft.client.image.StreamQuery;
import dev.weft.client.image.UploadQuery;
import dev.weft.client.label.LabelQueue;
import dev.weft.client.label.LabelQueueQuery;
import dev.weft.client.label.LabelRequest;
import dev.weft.client.label.Labels;
import dev.weft.client.label.LabelsQuery;
import dev.weft.client.model.Evaluation;
import dev.weft.client.model.EvaluationQuery;
import dev.weft.client.model.Model;
import dev.weft.client.model.ModelList;
import dev.weft.client.model.ModelRequest;
import dev.weft.client.model.ModelUncertainty;
import dev.weft.client.model.ModelVersionDetail;
import dev.weft.client.model.ModelVersionList;
import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.RolloutList;
import dev.weft.client.rollout.RolloutOrder;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.UncertaintyPolicy;
import dev.weft.client.system.Session;
import dev.weft.client.system.SystemState;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingList;
import dev.weft.client.training.TrainingQuery;
import dev.weft.client.training.TrainingRequest;

/**
 * The operations of {@code openapi.yaml} that this client offers. A test compares each with the
 * document.
 */
final class Operations {

  static final Operation<ImageList> IMAGES =
      get("images", "/v1/images").query(ImageQuery.class).answers(ImageList.class);
  static final Operation<Image> UPLOAD =
      post("uploadImages", "/v1/images")
          .query(UploadQuery.class)
          .headers(IDEMPOTENCY_KEY, WEFT_DEADLINE, WEFT_TAGS)
          .sends(byte[].class)
          .answers(Image.class);
  static final Operation<Image> IMAGE = get("image", "/v1/images/{id}").answers(Image.class);
  static final Operation<byte[]> CONTENT =
      get("imageContent", "/v1/images/{id}/content").answers("*/*", byte[].class);
  static final Operation<Explanation> EXPLANATION =
      get("imageExplanation", "/v1/images/{id}/explanation")
          .query(ExplanationQuery.class)
          .answers(Explanation.class);
  static final Operation<byte[]> EXPLANATION_PICTURE =
      get("imageExplanation", "/v1/images/{id}/explanation")
          .query(ExplanationQuery.class)
          .answers("image/png", byte[].class);
  static final Operation<byte[]> PREVIEW =
      get("imagePreview", "/v1/images/{id}/preview")
          .query(PreviewQuery.class)
          .answers("image/jpeg", byte[].class);
  static final Operation<Image> LABEL =
      post("labelImage", "/v1/images/{id}/label").sends(LabelRequest.class).answers(Image.class);
  static final Operation<Void> UNLABEL = delete("unlabelImage", "/v1/images/{id}/label");
  static final Operation<Erasure> ERASE =
      delete("eraseImage", "/v1/images/{id}").query(ErasureQuery.class).answers(Erasure.class);
  static final Operation<Erasure> ERASURE =
      get("erasure", "/v1/erasures/{id}").answers(Erasure.class);
  static final Operation<Void> PREDICTIONS =
      get("predictions", "/v1/predictions/stream")
          .query(StreamQuery.class)
          .headers(LAST_EVENT_ID)
          .answers("text/event-stream", Void.class);

  static final Operation<Labels> LABELS =
      get("labels", "/v1/labels").query(LabelsQuery.class).answers(Labels.class);
  static final Operation<LabelQueue> LABEL_QUEUE =
      get("labelQueue", "/v1/labels/queue").query(LabelQueueQuery.class).answers(LabelQueue.class);

  static final Operation<Dataset> CREATE_DATASET =
      post("createDataset", "/v1/datasets").sends(DatasetRequest.class).answers(Dataset.class);
  static final Operation<DatasetList> DATASETS =
      get("datasets", "/v1/datasets").query(DatasetQuery.class).answers(DatasetList.class);
  static final Operation<Dataset> DATASET =
      get("dataset", "/v1/datasets/{name}").answers(Dataset.class);
  static final Operation<byte[]> DATASET_IMAGES =
      get("datasetImages", "/v1/datasets/{name}/images").answers("application/jsonl", byte[].class);
  static final Operation<Void> DELETE_DATASET = delete("deleteDataset", "/v1/datasets/{name}");

  static final Operation<TrainingList> TRAININGS =
      get("trainings", "/v1/trainings").query(TrainingQuery.class).answers(TrainingList.class);
  static final Operation<Training> REQUEST_TRAINING =
      post("requestTraining", "/v1/trainings")
          .headers(IDEMPOTENCY_KEY)
          .sends(TrainingRequest.class)
          .answers(Training.class);
  static final Operation<Training> TRAINING =
      get("training", "/v1/trainings/{id}").answers(Training.class);
  static final Operation<Training> CANCEL_TRAINING =
      delete("cancelTraining", "/v1/trainings/{id}").answers(Training.class);
  static final Operation<JsonNode> TRAINING_REPORT =
      get("trainingReport", "/v1/trainings/{id}/report").answers(JsonNode.class);
  static final Operation<byte[]> TRAINING_PICTURE =
      get("trainingPicture", "/v1/trainings/{id}/report/{picture}")
          .answers("image/png, image/svg+xml", byte[].class);
  static final Operation<Evaluation> TRAINING_EVALUATION =
      get("trainingEvaluation", "/v1/trainings/{id}/evaluation")
          .query(EvaluationQuery.class)
          .answers(Evaluation.class);

  static final Operation<RolloutList> ROLLOUTS =
      get("rollouts", "/v1/rollouts").answers(RolloutList.class);
  static final Operation<RolloutState> ROLLOUT =
      get("rollout", "/v1/rollouts/{model}").answers(RolloutState.class);
  static final Operation<RolloutState> ORDER_ROLLOUT =
      post("orderRollout", "/v1/rollouts/{model}/{action}")
          .headers(IDEMPOTENCY_KEY, IF_MATCH)
          .sends(RolloutOrder.class)
          .answers(RolloutState.class);
  static final Operation<RolloutState> SET_POLICY =
      put("setRolloutPolicy", "/v1/rollouts/{model}")
          .query(OrderQuery.class)
          .headers(IDEMPOTENCY_KEY, IF_MATCH)
          .sends(RolloutPolicy.class)
          .answers(RolloutState.class);
  static final Operation<RolloutState> SET_ALIAS =
      put("setAlias", "/v1/rollouts/{model}/aliases/{alias}")
          .headers(IDEMPOTENCY_KEY, IF_MATCH)
          .sends(RolloutOrder.class)
          .answers(RolloutState.class);
  static final Operation<RolloutState> REMOVE_ALIAS =
      delete("removeAlias", "/v1/rollouts/{model}/aliases/{alias}")
          .query(OrderQuery.class)
          .headers(IDEMPOTENCY_KEY, IF_MATCH)
          .answers(RolloutState.class);

  static final Operation<ModelList> MODELS = get("models", "/v1/models").answers(ModelList.class);
  static final Operation<Model> CREATE_MODEL =
      post("createModel", "/v1/models").sends(ModelRequest.class).answers(Model.class);
  static final Operation<Void> DELETE_MODEL = delete("deleteModel", "/v1/models/{model}");
  static final Operation<ModelVersionList> VERSIONS =
      get("modelVersions", "/v1/models/{model}/versions").answers(ModelVersionList.class);
  static final Operation<ModelVersionDetail> VERSION =
      get("modelVersion", "/v1/models/{model}/versions/{version}")
          .answers(ModelVersionDetail.class);
  static final Operation<ModelUncertainty> UNCERTAINTY =
      get("uncertainty", "/v1/models/{model}/uncertainty").answers(ModelUncertainty.class);
  static final Operation<ModelUncertainty> PREVIEW_UNCERTAINTY =
      post("previewUncertainty", "/v1/models/{model}/uncertainty/preview")
          .sends(UncertaintyPolicy.class)
          .answers(ModelUncertainty.class);
  static final Operation<Evaluation> EVALUATION =
      get("versionEvaluation", "/v1/models/{model}/versions/{version}/evaluation")
          .query(EvaluationQuery.class)
          .answers(Evaluation.class);

  static final Operation<SystemState> SYSTEM =
      get("system", "/v1/system").answers(SystemState.class);
  static final Operation<Session> SESSION = get("session", "/v1/session").answers(Session.class);

  private Operations() {}
}
