package dev.weft.gateway.http.trainings;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.gateway.trainings.EpochPoint;
import dev.weft.gateway.trainings.TrainingView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A training in the API. */
@Schema(name = "Training")
@JsonInclude(JsonInclude.Include.ALWAYS)
public record TrainingJson(
    String id,
    @Schema(examples = "clothing") String model,
    @Schema(
            enumeration = {"queued", "running", "published", "rejected", "failed", "cancelled"},
            description = "State of the training; the last four are final.")
        String state,
    @Schema(nullable = true, examples = "person") String trigger,
    @Schema(
            nullable = true,
            description = "Version to continue training from; null for the serving version.")
        Integer parent,
    @Schema(
            nullable = true,
            description =
                "Starting point of a model's first training; null for the base given when the model"
                    + " was created.")
        String base,
    @Schema(
            nullable = true,
            description =
                "Named data set that is trained on; null for the model's labels at the time the"
                    + " training started.")
        String dataset,
    @Schema(description = "Settings that differ from the trainer's defaults.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        RecipeJson recipe,
    @Schema(description = "Classes removed in the new version; omitted if there are none.")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<String> dropClasses,
    Instant requestedAt,
    @Schema(nullable = true) Instant cancelRequestedAt,
    @Schema(nullable = true, description = "Newest progress; null until the first is reported.")
        ProgressJson progress,
    @Schema(nullable = true, description = "Published version; null if none was published.")
        Integer version,
    @Schema(description = "Metrics per epoch; omitted in lists.") List<EpochJson> epochs,
    Links links) {

  /** Hyperparameters; absent ones have the trainer's default. */
  @Schema(name = "TrainingRecipe")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RecipeJson(
      @Schema(minimum = "0", maximum = "9007199254740991") Long seed,
      @Schema(minimum = "1") Integer minImagesPerClass,
      @Schema(minimum = "1", maximum = "1024") Integer batchSize,
      HeadJson head,
      FineTuneJson fineTune,
      @Schema(
              description =
                  "Accuracy by which the new version may be worse and still be published.",
              minimum = "0",
              maximum = "1")
          Double gateMargin,
      @Schema(
              description = "Model whose frozen base is the starting point.",
              enumeration = {"root", "parent"})
          String base,
      Boolean freshHead,
      @Schema(
              description =
                  "Time limit of the search for the head's settings, in seconds; 0 disables the"
                      + " search.",
              minimum = "0",
              maximum = "86400")
          Double searchSeconds,
      @Schema(
              description =
                  "Width and height of the version's input in pixels: 235, 267 or 299. A smaller"
                      + " input takes less computation per image. Absent for the size of the version"
                      + " that it continues.",
              enumeration = {"235", "267", "299"})
          Integer inputSize) {

    public static RecipeJson of(TrainingRecipe recipe) {
      return new RecipeJson(
          recipe.seed(),
          recipe.minImagesPerClass(),
          recipe.batchSize(),
          recipe.head() == null ? null : HeadJson.of(recipe.head()),
          recipe.fineTune() == null ? null : FineTuneJson.of(recipe.fineTune()),
          recipe.gateMargin(),
          recipe.base(),
          recipe.freshHead(),
          recipe.searchSeconds(),
          recipe.inputSize());
    }

    TrainingRecipe toRecipe() {
      return new TrainingRecipe(
          seed,
          minImagesPerClass,
          batchSize,
          head == null ? null : head.toHead(),
          fineTune == null ? null : fineTune.toFineTune(),
          gateMargin,
          base,
          freshHead,
          searchSeconds,
          inputSize);
    }
  }

  /** The freeze phase. */
  @Schema(name = "TrainingHead")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HeadJson(
      @Schema(minimum = "0", exclusiveMinimum = true, maximum = "1") Double learningRate,
      @Schema(minimum = "1") Integer epochs,
      @Schema(minimum = "1") Integer patience,
      @Schema(minimum = "0", maximum = "1") Double labelSmoothing,
      @Schema(minimum = "0", maximum = "1") Double dropout,
      @Schema(minimum = "0", maximum = "1000") Double weightDecay,
      @Schema(minimum = "0", maximum = "1") Double mixup) {

    public static HeadJson of(TrainingRecipe.Head head) {
      return new HeadJson(
          head.learningRate(),
          head.epochs(),
          head.patience(),
          head.labelSmoothing(),
          head.dropout(),
          head.weightDecay(),
          head.mixup());
    }

    TrainingRecipe.Head toHead() {
      return new TrainingRecipe.Head(
          learningRate, epochs, patience, labelSmoothing, dropout, weightDecay, mixup);
    }
  }

  /** The fine-tune phase. */
  @Schema(name = "TrainingFineTune")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record FineTuneJson(
      @Schema(
              description =
                  "First block to fine-tune: `auto`, `none`, `all`, or `block1` to `block14`.",
              pattern = "^" + TrainingRecipe.FineTune.FROM + "$",
              examples = "block13")
          String from,
      @Schema(minimum = "0", exclusiveMinimum = true, maximum = "1") Double learningRate,
      @Schema(minimum = "1") Integer epochs,
      @Schema(minimum = "1") Integer patience,
      @Schema(minimum = "0", maximum = "1") Double labelSmoothing,
      @Schema(minimum = "0", maximum = "1000") Double weightDecay,
      @Schema(minimum = "0", maximum = "1") Double mixup) {

    public static FineTuneJson of(TrainingRecipe.FineTune it) {
      return new FineTuneJson(
          it.from(),
          it.learningRate(),
          it.epochs(),
          it.patience(),
          it.labelSmoothing(),
          it.weightDecay(),
          it.mixup());
    }

    TrainingRecipe.FineTune toFineTune() {
      return new TrainingRecipe.FineTune(
          from, learningRate, epochs, patience, labelSmoothing, weightDecay, mixup);
    }
  }

  /** Progress of a training. */
  @Schema(name = "TrainingProgress")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ProgressJson(
      @Schema(examples = "fine-tune") String phase,
      Integer epoch,
      Integer epochs,
      Integer images,
      Integer imagesTotal,
      Double loss,
      Double accuracy,
      Double validationLoss,
      Double validationAccuracy,
      Double secondsLeft,
      String detail,
      Instant at) {

    public static ProgressJson of(TrainingProgressed event) {
      return new ProgressJson(
          event.phase() == null ? null : event.phase().code(),
          event.epoch(),
          event.epochs(),
          event.images(),
          event.imagesTotal(),
          event.loss(),
          event.accuracy(),
          event.validationLoss(),
          event.validationAccuracy(),
          event.secondsLeft(),
          event.detail(),
          event.at());
    }
  }

  /** A finished epoch. */
  @Schema(name = "TrainingEpoch")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record EpochJson(
      @Schema(examples = "freeze") String phase,
      int epoch,
      Double loss,
      Double accuracy,
      Double validationLoss,
      Double validationAccuracy,
      Instant at) {

    public static EpochJson of(EpochPoint point) {
      return new EpochJson(
          point.phase().code(),
          point.epoch(),
          point.loss(),
          point.accuracy(),
          point.validationLoss(),
          point.validationAccuracy(),
          point.at());
    }
  }

  /** Links to related resources. */
  @Schema(name = "TrainingLinks")
  public record Links(String self, String stream, @Schema(nullable = true) String report) {}

  public static TrainingJson of(TrainingView view) {
    return of(view, view.epochs());
  }

  /** A training without its epochs. */
  static TrainingJson brief(TrainingView view) {
    return of(view, List.of());
  }

  public static String path(String id) {
    return "/v1/trainings/" + id;
  }

  private static TrainingJson of(TrainingView view, List<EpochPoint> epochs) {
    Optional<TrainingProgressed> progress = Optional.ofNullable(view.progress());
    String self = path(view.id());
    boolean asked = view.request() != null;
    return new TrainingJson(
        view.id(),
        view.model(),
        view.state().code(),
        asked ? view.request().trigger().code() : null,
        asked ? view.request().parent() : null,
        asked ? view.request().base() : null,
        asked ? view.request().dataset() : null,
        asked ? RecipeJson.of(view.request().recipe()) : null,
        asked ? view.request().dropClasses() : List.of(),
        view.requestedAt(),
        view.cancelRequestedAt(),
        progress.map(ProgressJson::of).orElse(null),
        progress.map(TrainingProgressed::version).orElse(null),
        epochs.stream().map(EpochJson::of).toList(),
        new Links(
            self,
            self + "/stream",
            progress.map(TrainingProgressed::report).map(key -> self + "/report").orElse(null)));
  }
}
