package dev.weft.gateway.http.labels;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.ModelName;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.gateway.http.images.ImageJson;
import dev.weft.gateway.http.models.KnownModels;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.labels.Candidate;
import dev.weft.gateway.labels.Doubt;
import dev.weft.gateway.labels.DoubtfulLabels;
import dev.weft.gateway.labels.DoubtfulLabels.DoubtfulImage;
import dev.weft.gateway.labels.LabelMix;
import dev.weft.gateway.labels.LabelQueue;
import dev.weft.gateway.labels.Labels;
import dev.weft.gateway.labels.NextTraining;
import dev.weft.gateway.labels.Ranking;
import dev.weft.gateway.labels.Reason;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.gateway.rollouts.Rollouts;
import dev.weft.gateway.views.LabelCounts;
import dev.weft.modelstore.ModelManifest;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Label counts, and the queue of images to label next. */
@Path("/v1/labels")
@Tag(name = "labels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class LabelQueueResource {

  private final Labels labels;
  private final LabelQueue queue;
  private final DoubtfulLabels doubtful;
  private final NextTraining next;
  private final Rollouts rollouts;
  private final PublishedModels models;
  private final KnownModels known;

  LabelQueueResource(
      Labels labels,
      LabelQueue queue,
      DoubtfulLabels doubtful,
      NextTraining next,
      Rollouts rollouts,
      PublishedModels models,
      KnownModels known) {
    this.labels = labels;
    this.queue = queue;
    this.doubtful = doubtful;
    this.next = next;
    this.rollouts = rollouts;
    this.models = models;
    this.known = known;
  }

  /** Images to label next. */
  @Schema(name = "LabelQueue")
  public record QueueJson(
      List<QueuedJson> images,
      @Schema(description = "Number of unlabeled images that were ranked.") int considered) {}

  /** An image of the queue. */
  @Schema(name = "LabelQueueImage")
  public record QueuedJson(
      String id,
      @Schema(description = "Labeling priority, 0 to 1; higher is more urgent.") double score,
      @Schema(
              description =
                  "Reasons for the priority: `margin`, `disagreement`, `confidence` and `drift`;"
                      + " empty if none applies; `doubtful` for a labeled image.")
          List<Reason> reasons,
      @Schema(
              description =
                  "Difference between the probabilities of the two most probable labels, 0 to 1.")
          double margin,
      @Schema(
              nullable = true,
              description =
                  "Why the image's label is doubted; null if it is not, or if the image has no"
                      + " label.")
          DoubtJson doubt,
      @Schema(
              description =
                  "Why the queue offers the image; send this value back with the label. `random`:"
                      + " drawn by a hash of its id alone, so that live accuracy can be estimated"
                      + " from these labels without bias. `uncertain`, `unlike`, `disagreement`:"
                      + " because of the versions' predictions. `doubtful`: because its label is"
                      + " doubted.",
              enumeration = {"random", "uncertain", "unlike", "disagreement", "doubtful"})
          String selection,
      ImageJson image) {

    /**
     * Converts an image of the queue.
     *
     * @param doubtful why its label is doubted; null if it is not
     */
    static QueuedJson of(Candidate candidate, DoubtfulImage doubtful) {
      return new QueuedJson(
          candidate.imageId(),
          candidate.score(),
          candidate.reasons(),
          candidate.margin(),
          doubtful == null ? null : DoubtJson.of(doubtful),
          candidate.selection().code(),
          ImageJson.of(candidate.image()));
    }
  }

  /**
   * Why an image's label is doubted, computed out of sample from the other images of its data set.
   */
  @Schema(name = "LabelDoubt")
  public record DoubtJson(
      @Schema(description = "Current label of the image.", examples = "shirt") String label,
      @Schema(description = "Label that is probably correct.", examples = "dress") String likelier,
      @Schema(description = "Probability of the label that is probably correct, 0 to 1.")
          double probability,
      @Schema(description = "Probability of the current label, 0 to 1.") double labelProbability,
      @Schema(description = "Id of the training whose report doubts the label.") String training) {

    static DoubtJson of(DoubtfulImage image) {
      Doubt doubt = image.doubt();
      return new DoubtJson(
          doubt.label(),
          doubt.likelier(),
          doubt.probability(),
          doubt.labelProbability(),
          image.trainingId());
    }
  }

  /** Labels, and progress to the next training. */
  @Schema(name = "Labels")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record LabelsJson(
      @Schema(description = "Number of images per label, most images first; at most 1,000 labels.")
          List<LabelJson> labels,
      @Schema(description = "Number of labeled images.") long labeled,
      @Schema(
              nullable = true,
              description =
                  "Number of images whose label was added, changed or removed since the newest"
                      + " training of the model; null while this is being determined.")
          Long sinceLastTraining,
      @Schema(
              nullable = true,
              description =
                  "Progress towards the next automatic training; null if new labels do not start a"
                      + " training.")
          NextTrainingJson nextTraining,
      @Schema(
              description =
                  "Classes of the serving version, in its order; empty if no version is serving.")
          List<String> classes) {}

  /** A label with its number of images. */
  @Schema(name = "LabelCount")
  public record LabelJson(String label, long images) {}

  /** Trigger of the next training. */
  @Schema(name = "NextTraining")
  public record NextTrainingJson(
      @Schema(description = "Number of new labels that start a training.") long newLabels,
      @Schema(description = "Number of labels still missing; 0 if a training is due.")
          long missing) {}

  @GET
  @Path("/queue")
  @Operation(
      operationId = "labelQueue",
      summary = "List the images to label next",
      description =
          "Ranks the newest classified images: those without a label, and those whose label is"
              + " doubted. The queue's places are divided, as configured by"
              + " weft.gateway.labels.mix, between images drawn at random, images unlike the"
              + " training data of their version (by outlier score), images whose label is doubted"
              + " by the newest report of their model, and images with a high priority because of"
              + " the versions' predictions: score = 0.5 (1 - margin) + 0.3 (share of the other"
              + " versions that predict another label) + 0.2 (1 - probability of the predicted"
              + " label). Among the last group and the images unlike the training data, images that"
              + " also differ from those ranked before them and from labeled images come first; of"
              + " near-duplicates, only one is offered at a time. The reasons are `margin` (a"
              + " margin below 0.2), `disagreement` (any), `confidence` (a probability below 0.5)"
              + " and `drift` (an image unlike the training data). To settle a doubted label, post"
              + " the correct label to /v1/images/{id}/label with `confirmed`; the image is then"
              + " not offered again. Send each image's `selection` back with its label. Results may"
              + " be a few seconds old.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = QueueJson.class)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(
      responseCode = "503",
      description = "A partition of the views is being reassigned; retry later")
  public QueueJson queue(
      @Parameter(
              description = "Maximum number of images to return.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          @QueryParam("limit")
          String limit,
      @Parameter(
              description =
                  "Return only images of this model, from the 200 highest-ranked images of all"
                      + " models.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^" + ModelName.PATTERN + "$"))
          @QueryParam("model")
          String model,
      @Parameter(
              description = "Return only images with this reason.",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"margin", "disagreement", "confidence", "doubtful", "drift"}))
          @QueryParam("reason")
          String reason,
      @Parameter(
              description =
                  "Return only images with this selection, regardless of its share of the queue.",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"random", "uncertain", "unlike", "disagreement", "doubtful"}))
          @QueryParam("selection")
          String selection) {
    int most = Parameters.limit(limit);
    Optional<Reason> only = Parameters.reason(reason);
    Optional<LabelSelection> kind = Parameters.selection(selection);
    known.otherThanDefault(model);
    Predicate<Candidate> wanted =
        candidate ->
            (model == null || model.equals(modelOf(candidate)))
                && (only.isEmpty() || candidate.reasons().contains(only.get()));
    Map<String, DoubtfulImage> doubted = new LinkedHashMap<>();
    doubtful.toAsk().forEach(image -> doubted.put(image.image().imageId(), image));
    Ranking ranking = labels.best();
    List<Candidate> first =
        kind.map(LabelMix::only)
            .map(LabelQueue::new)
            .orElse(queue)
            .first(
                ranking.only(wanted.and(candidate -> isOfKind(candidate, kind))),
                doubted.values().stream().map(DoubtfulImage::candidate).filter(wanted).toList(),
                most);
    return new QueueJson(
        first.stream()
            .map(candidate -> QueuedJson.of(candidate, doubted.get(candidate.imageId())))
            .toList(),
        ranking.considered());
  }

  /** Treats uncertain images and those that versions disagree about as one kind. */
  private static boolean isOfKind(Candidate candidate, Optional<LabelSelection> kind) {
    return kind.filter(
            each -> each == LabelSelection.UNCERTAIN || each == LabelSelection.DISAGREEMENT)
        .map(each -> each == candidate.selection())
        .orElse(true);
  }

  @GET
  @Operation(
      operationId = "labels",
      summary = "Count the images of each label",
      description =
          "Also returns the number of new labels needed to start the next training. Counts may be a"
              + " few seconds old.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LabelsJson.class)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(
      responseCode = "503",
      description =
          "A partition of the views is being reassigned, or the object store is unavailable; retry"
              + " later")
  public LabelsJson labels(
      @Parameter(
              description =
                  "Model whose classes and next training to return. The counts include the images"
                      + " of all models. Defaults to the installation's default model.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^" + ModelName.PATTERN + "$"))
          @QueryParam("model")
          String model) {
    String other = known.otherThanDefault(model);
    String asked = other == null ? known.defaultModel() : other;
    LabelCounts counts = labels.counts();
    OptionalLong since = next.newLabels(asked);
    return new LabelsJson(
        counts.images().entrySet().stream()
            .map(entry -> new LabelJson(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(LabelJson::images)
                    .reversed()
                    .thenComparing(LabelJson::label))
            .toList(),
        counts.labeled(),
        since.isPresent() ? since.getAsLong() : null,
        nextTraining(since),
        classes(asked));
  }

  private String modelOf(Candidate candidate) {
    String model = candidate.image().model();
    return model == null ? known.defaultModel() : model;
  }

  private NextTrainingJson nextTraining(OptionalLong since) {
    return next.trigger() < 1 || since.isEmpty()
        ? null
        : new NextTrainingJson(next.trigger(), Math.max(0, next.trigger() - since.getAsLong()));
  }

  private List<String> classes(String model) {
    return rollouts
        .get(model)
        .map(RolloutChanged::serving)
        .flatMap(version -> models.version(model, version))
        .map(ModelManifest::classes)
        .orElseGet(List::of);
  }
}
