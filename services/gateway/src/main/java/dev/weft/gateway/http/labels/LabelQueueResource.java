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
      @Schema(description = "images without a label that were ranked") int considered) {}

  /** An image of the queue. */
  @Schema(name = "LabelQueueImage")
  public record QueuedJson(
      String id,
      @Schema(description = "0 to 1; more is more worth a label") double score,
      @Schema(
              description =
                  "margin, disagreement, confidence, drift; none if it is nothing special; doubtful"
                      + " of an image that has a label")
          List<Reason> reasons,
      @Schema(description = "between the two most probable labels, 0 to 1") double margin,
      @Schema(nullable = true, description = "why its label is doubted; null if it has none")
          DoubtJson doubt,
      @Schema(
              description =
                  "why it is offered: send it back with the label. random: drawn by a hash of its id"
                      + " alone, so that these labels estimate live accuracy without bias; uncertain,"
                      + " unlike, disagreement: for what versions answered; doubtful: for its label",
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
      @Schema(description = "that it has", examples = "shirt") String label,
      @Schema(description = "what it probably shows", examples = "dress") String likelier,
      @Schema(description = "of what it probably shows, 0 to 1") double probability,
      @Schema(description = "of its label, 0 to 1") double labelProbability,
      @Schema(description = "whose report says so") String training) {

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
      @Schema(description = "most images first, 1,000 at most") List<LabelJson> labels,
      @Schema(description = "images that have a label") long labeled,
      @Schema(
              nullable = true,
              description =
                  "images labeled anew, otherwise or no longer since the newest training of the"
                      + " model that is trained; null while this is being found out")
          Long sinceLastTraining,
      @Schema(nullable = true, description = "null if new labels start no training")
          NextTrainingJson nextTraining,
      @Schema(description = "of the version that serves, in its order; none if none does")
          List<String> classes) {}

  /** A label with its number of images. */
  @Schema(name = "LabelCount")
  public record LabelJson(String label, long images) {}

  /** Trigger of the next training. */
  @Schema(name = "NextTraining")
  public record NextTrainingJson(
      @Schema(description = "that start a training") long newLabels,
      @Schema(description = "of them, 0 if one is due") long missing) {}

  @GET
  @Path("/queue")
  @Operation(
      operationId = "labelQueue",
      summary = "The images that are most worth a person's label",
      description =
          "Of the newest classified images, those without a label, and images whose label is"
              + " doubted, in the order in which people are best asked. Its places are shared out by"
              + " weft.gateway.labels.mix between images drawn at random, images that are unlike what"
              + " their version learned from (outlier score), images whose label the newest report of"
              + " their model doubts, and images that are worth a label for what versions answered:"
              + " score = 0.5 (1 - margin) + 0.3 (share of the other versions' answers that predict"
              + " another label) + 0.2 (1 - probability of the predicted label). Among the latter and"
              + " the unlike, those come first that also look unlike those before them and those that"
              + " have a label; near-duplicates wait for each other. Reasons: a margin below 0.2, any"
              + " disagreement, a probability below 0.5, drift for being unlike. POST"
              + " /v1/images/{id}/label with confirmed says which label is right, and it is not asked"
              + " again. Send each image's selection back with its label. Some seconds old at most.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = QueueJson.class)))
  @APIResponse(responseCode = "400", description = "A bad parameter")
  @APIResponse(responseCode = "404", description = "No such model")
  @APIResponse(responseCode = "503", description = "A partition of the views is moving: come back")
  public QueueJson queue(
      @Parameter(
              description = "how many at most",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          @QueryParam("limit")
          String limit,
      @Parameter(
              description = "only images for this model, of the 200 best of all",
              schema = @Schema(type = SchemaType.STRING, pattern = "^" + ModelName.PATTERN + "$"))
          @QueryParam("model")
          String model,
      @Parameter(
              description = "only images that are asked for this reason",
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"margin", "disagreement", "confidence", "doubtful", "drift"}))
          @QueryParam("reason")
          String reason,
      @Parameter(
              description = "only images that are offered so, whatever their share is",
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
      summary = "How many images have which label, and how many the next training waits for",
      description = "Counts are some seconds old at most.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LabelsJson.class)))
  @APIResponse(responseCode = "400", description = "A bad parameter")
  @APIResponse(responseCode = "404", description = "No such model")
  @APIResponse(
      responseCode = "503",
      description = "A partition of the views is moving, or the store is away: come back")
  public LabelsJson labels(
      @Parameter(
              description =
                  "whose classes are shown and whose next training; counts are of all images."
                      + " The installation's default if not named",
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
