package dev.weft.gateway.http.datasets;

import dev.weft.datasets.DatasetFilter;
import dev.weft.datasets.DatasetImage;
import dev.weft.datasets.NamedDataset;
import dev.weft.datasets.NamedDatasets;
import dev.weft.events.ModelName;
import dev.weft.events.label.DatasetName;
import dev.weft.gateway.datasets.LabelSnapshots;
import dev.weft.gateway.datasets.TooManyImagesException;
import dev.weft.gateway.http.datasets.DatasetJson.FilterJson;
import dev.weft.gateway.http.models.KnownModels;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.KnownDatasets;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.http.request.StrictJson;
import dev.weft.gateway.trainings.TrainingFeed;
import dev.weft.gateway.trainings.Trainings;
import dev.weft.gateway.views.ViewsUnavailableException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Named data sets: snapshots of labels, which keep their content until they are deleted. */
@Path("/v1/datasets")
@Tag(name = "datasets")
@Blocking
public final class DatasetsResource {

  private static final String LINES = "application/jsonl";
  private static final int TURN_SECONDS = 20;

  private final NamedDatasets datasets;
  private final KnownDatasets known;
  private final LabelSnapshots snapshots;
  private final KnownModels models;
  private final Trainings trainings;
  private final TrainingFeed feed;

  /** Limits concurrent creations, each of which holds its images in memory. */
  private final Semaphore one = new Semaphore(1, true);

  DatasetsResource(
      NamedDatasets datasets,
      KnownDatasets known,
      LabelSnapshots snapshots,
      KnownModels models,
      Trainings trainings,
      TrainingFeed feed) {
    this.datasets = datasets;
    this.known = known;
    this.snapshots = snapshots;
    this.models = models;
    this.trainings = trainings;
    this.feed = feed;
  }

  /** Request body. */
  @Schema(name = "DatasetRequest", requiredProperties = "name")
  public record DatasetBody(
      @Schema(
              description =
                  "Name of the data set: 1 to 63 characters from a-z, 0-9, `.`, `-` and `_`.",
              pattern = "^" + DatasetName.PATTERN + "$",
              examples = "autumn-2026")
          String name,
      @Schema(
              nullable = true,
              description =
                  "Model whose labels to use. Defaults to the installation's default model.",
              pattern = "^" + ModelName.PATTERN + "$",
              examples = "tops")
          String model,
      @Schema(
              nullable = true,
              description =
                  "Filter that selects the images. Defaults to all of the model's labels.")
          FilterJson filter) {}

  /** Data sets, newest first. */
  @Schema(name = "DatasetList")
  public record DatasetListJson(List<DatasetJson> datasets) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createDataset",
      summary = "Create a named data set",
      description =
          "Saves the current labels of a model under a name. The data set includes every label"
              + " whose request was acknowledged before this one. It is immutable: labels added or"
              + " changed later do not affect it. To train on it, pass its name as `dataset` when"
              + " requesting a training.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DatasetBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "A data set with this name and exactly these images already exists",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DatasetJson.class)))
  @APIResponse(
      responseCode = "201",
      description = "The data set was created",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DatasetJson.class)))
  @APIResponse(responseCode = "400", description = "The name or the filter is invalid")
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(
      responseCode = "409",
      description =
          "The name is in use by a data set with other images, or no image matches the filter")
  @APIResponse(
      responseCode = "413",
      description = "The data set would exceed the maximum number of images")
  @APIResponse(responseCode = "415", description = "The Content-Type of the request is not JSON")
  public Response create(String body) {
    DatasetBody wanted = StrictJson.read(body, DatasetBody.class);
    DatasetFilter filter;
    try {
      DatasetName.require(wanted.name());
      filter = wanted.filter() == null ? DatasetFilter.ALL : wanted.filter().toFilter();
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("%s.", e.getMessage());
    }
    String model =
        Optional.ofNullable(models.otherThanDefault(wanted.model())).orElse(models.defaultModel());
    return create(wanted.name(), model, filter);
  }

  private Response create(String name, String model, DatasetFilter filter) {
    takeTurn();
    try {
      List<DatasetImage> images = snapshots.take(model, filter);
      requireAll(model, filter, images);
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      NamedDataset wanted = NamedDatasets.describe(name, model, filter, images, now);
      NamedDataset held = datasets.create(wanted, images);
      if (!held.model().equals(model) || !held.id().equals(wanted.id())) {
        throw ProblemKind.DATASET_EXISTS.exception(
            ("The data set %s was created from %d images of %s at %s and cannot be changed; the"
                    + " requested data set has %d images%s. Choose another name.")
                .formatted(
                    name,
                    held.images(),
                    held.model(),
                    held.createdAt(),
                    images.size(),
                    held.images() == images.size() ? ", with other labels" : ""));
      }
      return held.createdAt().equals(now)
          ? Response.created(URI.create(DatasetJson.path(name)))
              .entity(DatasetJson.of(held))
              .build()
          : Response.ok(DatasetJson.of(held)).build();
    } catch (TooManyImagesException e) {
      throw ProblemKind.DATASET_TOO_LARGE.exception(
          ("The filter matches more than %d labeled images of %s, the maximum set by"
                  + " weft.gateway.datasets.max-images. Raise the maximum, or narrow the"
                  + " filter.")
              .formatted(e.most(), model));
    } finally {
      one.release();
    }
  }

  private void takeTurn() {
    try {
      if (!one.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
        throw ProblemKind.DATASETS_BUSY.exception(
            "Another data set is being created, and only one can be created at a time; try again"
                + " later.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemKind.DATASETS_BUSY.exception("The gateway is stopping; try again later.");
    }
  }

  /**
   * Checks that each label of the filter has images: a misspelled label would be missing for the
   * lifetime of the data set.
   */
  private static void requireAll(String model, DatasetFilter filter, List<DatasetImage> images) {
    List<String> missing =
        filter.labels().stream()
            .filter(label -> images.stream().noneMatch(i -> i.labeled().label().equals(label)))
            .toList();
    if (!missing.isEmpty()) {
      throw ProblemKind.EMPTY_DATASET.exception(
          ("No image of %s that matches the filter has the label %s: remove the"
                  + " label from the filter, or correct it.")
              .formatted(model, String.join(", ", missing)));
    }
    if (images.isEmpty()) {
      throw ProblemKind.EMPTY_DATASET.exception(
          filter.equals(DatasetFilter.ALL)
              ? "No image of %s is labeled yet.".formatted(model)
              : "No labeled image of %s matches the filter.".formatted(model));
    }
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "datasets", summary = "List data sets, newest first")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DatasetListJson.class)))
  @APIResponse(responseCode = "400", description = "A parameter is invalid")
  @APIResponse(responseCode = "404", description = "The model does not exist")
  public DatasetListJson datasets(
      @Parameter(
              description = "Maximum number of data sets to return.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "200",
                      defaultValue = "50"))
          @QueryParam("limit")
          String limit,
      @Parameter(
              description = "Return only data sets of this model.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^" + ModelName.PATTERN + "$"))
          @QueryParam("model")
          String model) {
    int most = Parameters.limit(limit);
    models.otherThanDefault(model);
    return new DatasetListJson(datasets.newest(model, most).stream().map(DatasetJson::of).toList());
  }

  @GET
  @Path("/{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "dataset", summary = "Get a data set")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = DatasetJson.class)))
  @APIResponse(responseCode = "404", description = "The data set does not exist")
  public DatasetJson dataset(@PathParam("name") String name) {
    return DatasetJson.of(known.require(name));
  }

  @DELETE
  @Path("/{name}")
  @Operation(
      operationId = "deleteDataset",
      summary = "Delete a data set",
      description =
          "Deletes the data set and frees its name. Its images and labels are kept, and so are the"
              + " versions trained on it, with their lineage. A data set cannot be deleted while a"
              + " training that uses it is queued or running. If another client requests such a"
              + " training at the same moment, that training fails, and its error states the"
              + " reason.")
  @APIResponse(responseCode = "204", description = "The data set was deleted")
  @APIResponse(responseCode = "404", description = "The data set does not exist")
  @APIResponse(
      responseCode = "409",
      description = "A training that uses the data set is queued or running")
  public Response delete(@PathParam("name") String name) {
    if (!feed.isReady()) {
      throw new ViewsUnavailableException("the topics of trainings are still being read");
    }
    known.require(name);
    trainings
        .underWayOn(name)
        .ifPresent(
            training -> {
              throw ProblemKind.DATASET_IN_USE.exception(
                  ("Training %s, which uses the data set %s, is %s: cancel it first, or wait"
                          + " until it has ended.")
                      .formatted(training.id(), name, training.state().code()));
            });
    datasets.delete(name);
    return Response.noContent().build();
  }

  @GET
  @Path("/{name}/images")
  @Produces(LINES)
  @Operation(
      operationId = "datasetImages",
      summary = "List the images of a data set",
      description =
          "Returns one JSON object per line (JSON Lines), ordered by image id. Each is the payload"
              + " of the image's image-labeled event at the time the data set was created, plus the"
              + " image's tags. Download an image's bytes from /v1/images/{id}/content.")
  @APIResponse(
      responseCode = "200",
      content = @Content(mediaType = LINES, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "404", description = "The data set does not exist")
  public Response images(@PathParam("name") String name) {
    return Response.ok(
            datasets
                .lines(known.require(name))
                .orElseThrow(() -> KnownDatasets.noSuchDataset(name)),
            LINES)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
