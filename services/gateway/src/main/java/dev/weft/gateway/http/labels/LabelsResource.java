package dev.weft.gateway.http.labels;

import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.LabelSource;
import dev.weft.events.object.ImageObjects;
import dev.weft.gateway.http.images.ImageJson;
import dev.weft.gateway.http.images.ImageLookup;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Author;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.http.request.StrictJson;
import dev.weft.gateway.labels.OfferedSelection;
import dev.weft.gateway.topics.KafkaEventPublisher;
import dev.weft.gateway.views.ImageView;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Labels of images. */
@Path("/v1/images/{id}/label")
@Tag(name = "images")
@Blocking
public final class LabelsResource {

  /** No control characters or line terminators, and no space at either end. */
  private static final String LABEL =
      "^[^\\u0000-\\u0020\\u007f-\\u009f\\u2028\\u2029]"
          + "([^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*"
          + "[^\\u0000-\\u0020\\u007f-\\u009f\\u2028\\u2029])?$";

  private final ImageLookup images;
  private final ImageObjects places;
  private final KafkaEventPublisher publisher;
  private final Author author;

  LabelsResource(
      ImageLookup images, ImageObjects places, KafkaEventPublisher publisher, Author author) {
    this.images = images;
    this.places = places;
    this.publisher = publisher;
    this.author = author;
  }

  /** Request body. */
  @Schema(
      name = "LabelRequest",
      requiredProperties = "label",
      additionalProperties = Schema.True.class)
  public record LabelJson(
      @Schema(
              description =
                  "Label of the image: 1 to 100 characters, without control characters and without"
                      + " leading or trailing spaces.",
              minLength = 1,
              maxLength = 100,
              pattern = LABEL,
              examples = "hat")
          String label,
      @Schema(
              nullable = true,
              maxLength = 100,
              description =
                  "Name of the person or client that assigns the label. If the request is"
                      + " authenticated, the name of the key or token is used instead.",
              examples = "ann")
          String by,
      @Schema(
              nullable = true,
              description = "Source of the label. Defaults to `person`.",
              enumeration = {"person", "folder", "csv", "label-studio"})
          String source,
      @Schema(
              nullable = true,
              description =
                  "Whether this label answers a request of the label queue to verify the image's"
                      + " current label. If true, the image is not offered for verification again.")
          Boolean confirmed,
      @Schema(
              nullable = true,
              description =
                  "Why the label queue offered the image, as returned by the queue; omit if the"
                      + " image was not offered. `random` is verified, and is retained when the"
                      + " label is corrected later.",
              enumeration = {"random", "uncertain", "unlike", "disagreement", "doubtful"})
          String selection) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "labelImage",
      summary = "Label an image",
      description =
          "Replaces the image's current label, if any. The label is written to Kafka before the"
              + " response is sent; lists include it shortly afterwards.")
  @APIResponse(
      responseCode = "200",
      description = "The image with its label",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImageJson.class)))
  @APIResponse(responseCode = "400", description = "The label is missing or invalid")
  @APIResponse(responseCode = "404", description = "The image does not exist")
  @APIResponse(
      responseCode = "409",
      description = "The label queue does not offer the image with this selection")
  @APIResponse(responseCode = "415", description = "The Content-Type of the request is not JSON")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = LabelJson.class)))
  public ImageJson label(@PathParam("id") String id, String body) {
    LabelJson request = StrictJson.readKnownFields(body, LabelJson.class);
    if (request == null) {
      throw Parameters.bad("Send a body such as {\"label\": \"hat\"}.");
    }
    String label = Parameters.givenLabel(request.label());
    LabelSource source = source(request.source());
    String by = author.or(Parameters.author(request.by()));
    boolean isConfirmed = Boolean.TRUE.equals(request.confirmed());
    LabelSelection offered = Parameters.selection(request.selection()).orElse(null);
    ImageView image = images.require(id);
    LabelSelection selection = checked(id, offered, image.labeled());
    ObjectRef object = ImageJson.requireObject(image, places);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    ImageLabeled event =
        new ImageLabeled(
            id,
            object,
            label,
            image.listedAt(),
            source,
            by,
            now,
            image.model(),
            isConfirmed,
            image.tags(),
            selection);
    publisher.publish(event);
    return ImageJson.of(image.relabeled(event));
  }

  @DELETE
  @Operation(operationId = "unlabelImage", summary = "Remove the label of an image")
  @APIResponse(responseCode = "204", description = "The image has no label")
  @APIResponse(responseCode = "404", description = "The image does not exist")
  public Response unlabel(@PathParam("id") String id) {
    publisher.removeLabel(images.require(id).imageId());
    return Response.noContent().build();
  }

  private static LabelSource source(String code) {
    if (code == null) {
      return LabelSource.PERSON;
    }
    return LabelSource.ofCode(code)
        .filter(source -> source != LabelSource.UNKNOWN && source != LabelSource.OBJECT_STORE)
        .orElseThrow(
            () ->
                Parameters.bad(
                    "source must be one of person, folder, csv, label-studio, but is %s.", code));
  }

  private static LabelSelection checked(String id, LabelSelection offered, ImageLabeled before) {
    try {
      return OfferedSelection.of(id, offered, before);
    } catch (IllegalArgumentException e) {
      throw ProblemKind.NOT_OFFERED.exception(e.getMessage() + ".");
    }
  }
}
