package dev.weft.gateway.http.images;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.ServingRole;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.views.ImageView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An image in the API. */
@Schema(name = "Image")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ImageJson(
    @Schema(examples = "5f0c2c44-7c1d-4b35-9d0b-2f6f6f2b8a11") String id,
    @Schema(enumeration = {"uploaded", "classified", "rejected", "training"}) String state,
    Instant uploadedAt,
    @Schema(examples = "image/jpeg", nullable = true) String contentType,
    @Schema(nullable = true, description = "Size of the image in bytes; null if unknown.")
        Long size,
    @Schema(
            nullable = true,
            description =
                "SHA-256 of the image's bytes, in lower-case hexadecimal; null if unknown.")
        String sha256,
    Map<String, String> tags,
    @Schema(nullable = true) Instant deadline,
    @Schema(
            nullable = true,
            description =
                "Model that classifies the image; null for the installation's default model.",
            examples = "shoes")
        String model,
    List<PredictionJson> predictions,
    @Schema(nullable = true) RejectionJson rejection,
    @Schema(
            nullable = true,
            description =
                "Label assigned to the image, as opposed to a predicted one; null if the image is"
                    + " not labeled.")
        String label,
    @Schema(nullable = true) LabelingJson labeling,
    Links links) {

  /** A model's answer. */
  @Schema(name = "ImagePrediction")
  public record PredictionJson(
      ModelRef model,
      ServingRole role,
      @Schema(description = "Predicted labels, most probable first.") List<Prediction> labels,
      @Schema(examples = "onnx-cpu") String engine,
      @Schema(description = "Processing times, in seconds.") Timings timings,
      Instant classifiedAt,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(
              description =
                  "Uncertainty of the prediction; absent if the version has no uncertainty policy.")
          UncertaintyJson uncertainty) {}

  /** Uncertainty of an answer. */
  @Schema(name = "ImageUncertainty")
  public record UncertaintyJson(
      @Schema(
              description =
                  "Reasons why the prediction is uncertain: `low_confidence` or"
                      + " `unlike_training_data`. Empty if it is certain.")
          List<String> reasons,
      @JsonInclude(JsonInclude.Include.NON_NULL)
          @Schema(
              description =
                  "Outlier score: how much the image differs from the version's training data."
                      + " Absent if the version has no outlier score.")
          Double outlierScore) {}

  /** A rejection. */
  @Schema(name = "ImageRejection")
  public record RejectionJson(
      @Schema(examples = "not_an_image") String reason, String detail, Instant rejectedAt) {}

  /** The source of the label. */
  @Schema(name = "ImageLabeling")
  public record LabelingJson(
      @Schema(enumeration = {"person", "folder", "csv", "label-studio", "object-store"})
          String source,
      @Schema(nullable = true, examples = "ann") String by,
      Instant at,
      @Schema(
              description =
                  "Whether the label answers a request to verify the image's previous label.")
          boolean confirmed,
      @Schema(
              nullable = true,
              description =
                  "Reason why the label queue offered the image to the labeler; null if it was not"
                      + " offered.",
              enumeration = {
                "random",
                "uncertain",
                "unlike",
                "disagreement",
                "doubtful",
                "unknown"
              })
          String selection) {}

  /** Links to related resources. */
  @Schema(name = "ImageLinks")
  public record Links(
      @Schema(examples = "/v1/images/shirt-1") String self,
      @Schema(examples = "/v1/images/shirt-1/content") String content) {}

  public static ImageJson of(ImageView view) {
    Optional<ImageUploaded> uploaded = Optional.ofNullable(view.uploaded());
    Optional<ObjectRef> object = object(view);
    return new ImageJson(
        view.imageId(),
        view.state().code(),
        view.listedAt(),
        uploaded.map(ImageUploaded::contentType).orElse(null),
        object.map(ObjectRef::size).orElse(null),
        object.map(ObjectRef::sha256).orElse(null),
        uploaded.map(ImageUploaded::tags).orElseGet(() -> answeredTags(view)),
        uploaded.map(ImageUploaded::deadline).orElse(null),
        view.model(),
        view.answers().stream().map(ImageJson::prediction).toList(),
        rejection(view),
        view.labeled() == null ? null : view.labeled().label(),
        labeling(view),
        new Links(path(view.imageId()), path(view.imageId()) + "/content"));
  }

  public static String path(String imageId) {
    return "/v1/images/" + imageId;
  }

  /** The best known description of the object: an answer's always has the checksum. */
  public static Optional<ObjectRef> object(ImageView view) {
    Optional<ObjectRef> answered = view.answers().stream().map(ImageClassified::object).findFirst();
    Optional<ObjectRef> uploaded = Optional.ofNullable(view.uploaded()).map(ImageUploaded::object);
    return uploaded
        .filter(object -> object.sha256() != null)
        .or(() -> answered)
        .or(() -> uploaded)
        .or(() -> Optional.ofNullable(view.labeled()).map(ImageLabeled::object))
        .or(() -> Optional.ofNullable(view.rejected()).map(rejected -> rejected.object()));
  }

  /**
   * The same object for reading, or throws the problem that there is none: whoever may write to a
   * topic could name any key.
   */
  public static ObjectRef requireObject(ImageView view, ImageObjects images) {
    ObjectRef object =
        object(view)
            .orElseThrow(
                () ->
                    ProblemKind.NO_SUCH_IMAGE.exception(
                        "The event of image " + view.imageId() + " does not refer to an object."));
    images
        .refusal(object)
        .ifPresent(
            why -> {
              throw ProblemKind.NO_SUCH_IMAGE.exception(
                  "The event of image "
                      + view.imageId()
                      + " refers to an object that cannot belong to an image: "
                      + why
                      + ".");
            });
    return object;
  }

  private static Map<String, String> answeredTags(ImageView view) {
    return view.answers().stream().map(ImageClassified::tags).findFirst().orElse(Map.of());
  }

  private static PredictionJson prediction(ImageClassified answer) {
    return new PredictionJson(
        answer.model(),
        answer.role(),
        answer.predictions(),
        answer.engine(),
        answer.timings(),
        answer.classifiedAt(),
        uncertainty(answer.uncertainty()));
  }

  private static UncertaintyJson uncertainty(Uncertainty uncertainty) {
    return uncertainty == null
        ? null
        : new UncertaintyJson(
            uncertainty.reasons().stream().map(UncertaintyReason::code).toList(),
            uncertainty.outlierScore());
  }

  private static LabelingJson labeling(ImageView view) {
    return view.labeled() == null
        ? null
        : new LabelingJson(
            view.labeled().source().code(),
            view.labeled().labeledBy(),
            view.labeled().labeledAt(),
            view.labeled().confirmed(),
            view.labeled().selection() == null ? null : view.labeled().selection().code());
  }

  private static RejectionJson rejection(ImageView view) {
    return view.rejected() == null
        ? null
        : new RejectionJson(
            view.rejected().reason().code(),
            view.rejected().detail(),
            view.rejected().rejectedAt());
  }
}
