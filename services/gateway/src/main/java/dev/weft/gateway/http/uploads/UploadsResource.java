package dev.weft.gateway.http.uploads;

import dev.weft.events.ModelName;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.images.ImageJson;
import dev.weft.gateway.http.models.KnownModels;
import dev.weft.gateway.http.problem.ProblemAnswers;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Examples;
import dev.weft.gateway.http.request.Parameters;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Uploads of images. */
@Path("/v1/images")
@Tag(name = "images")
public final class UploadsResource {

  private final Uploads uploads;
  private final KnownModels models;
  private final GatewayConfig.Intake limits;

  /** A part of a form. */
  @Schema(
      type = SchemaType.STRING,
      format = "binary",
      description = "A file: a form part with a file name.")
  public interface FormFile {}

  UploadsResource(Uploads uploads, KnownModels models, GatewayConfig config) {
    this.uploads = uploads;
    this.models = models;
    this.limits = config.intake();
  }

  @POST
  @Blocking
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "uploadImages",
      summary = "Upload images",
      description =
          "Uploads one image, or several as a multipart form. Each image is written to the object"
              + " store and its event to Kafka before the response is sent. For a form with several"
              + " files, the response contains one result per file: an image or a problem.")
  @RequestBody(
      required = true,
      description = "Bytes of the image, with any content type, or a multipart form of files.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "image/*",
            schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = "multipart/form-data",
            schema =
                @Schema(
                    type = SchemaType.OBJECT,
                    description =
                        "Files to upload, each as a part with a file name. Parts may have any"
                            + " name.",
                    minProperties = 1,
                    additionalProperties = FormFile.class))
      })
  @APIResponse(
      responseCode = "202",
      description =
          "The image was stored and its event published; for several files, the body is"
              + " {\"images\": [...]}",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImageJson.class),
              examples = @ExampleObject(name = "one image", value = Examples.UPLOADED)))
  @APIResponse(
      responseCode = "200",
      description = "As 202, and all images have been classified or rejected",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImageJson.class)))
  @APIResponse(
      responseCode = "400",
      description = "The body is empty or malformed, or a parameter is invalid")
  @APIResponse(responseCode = "404", description = "The model does not exist")
  @APIResponse(
      responseCode = "409",
      description = "The id is already in use by an image with other bytes or for another model")
  @APIResponse(responseCode = "413", description = "The request exceeds the size limit")
  @APIResponse(
      responseCode = "415",
      description = "The body has several parts but is not multipart/form-data")
  @APIResponse(
      responseCode = "503",
      description =
          "Too many uploads are in progress, or the object store or the broker is unavailable;"
              + " retry later")
  public Uni<Response> upload(
      @Parameter(hidden = true) @jakarta.ws.rs.core.Context HttpHeaders headers,
      @Parameter(
              description =
                  "Id of the image. Repeating a request with the same id and bytes returns the same"
                      + " image. For several files, file number n, counting from 0, has the id"
                      + " `<key>.<n>`.",
              schema = @Schema(type = SchemaType.STRING, pattern = Parameters.KEY))
          @HeaderParam("Idempotency-Key")
          String key,
      @Parameter(
              description = "Tags of the image, as `k=v,k2=v2`. Values may be percent-encoded.",
              schema = @Schema(type = SchemaType.STRING, maxLength = 1024))
          @HeaderParam("Weft-Tags")
          String tags,
      @Parameter(
              description =
                  "Time in RFC 3339 format after which the image is rejected as expired instead of"
                      + " being classified.",
              schema = @Schema(type = SchemaType.STRING, format = "date-time"))
          @HeaderParam("Weft-Deadline")
          String deadline,
      @Parameter(
              description =
                  "Maximum time to wait for the prediction, for example `10s` or `PT10S`; at most"
                      + " 60s.",
              schema = @Schema(type = SchemaType.STRING, pattern = Parameters.WAIT))
          @QueryParam("wait")
          String wait,
      @Parameter(
              description =
                  "Model that classifies the image and is trained on its label. Defaults to the"
                      + " installation's default model.",
              schema = @Schema(type = SchemaType.STRING, pattern = "^" + ModelName.PATTERN + "$"))
          @QueryParam("model")
          String model,
      @Parameter(
              description =
                  "`training` for an image that is only to be labeled and trained on: no model"
                      + " classifies it.",
              schema = @Schema(type = SchemaType.STRING, enumeration = "training"))
          @QueryParam("purpose")
          String purpose,
      InputStream body)
      throws IOException {
    UploadOptions options =
        UploadOptions.of(
            key, tags, deadline, models.otherThanDefault(model), purpose, wait, limits.maxWait());
    MediaType type = headers.getMediaType();
    boolean form = type != null && type.getType().equalsIgnoreCase("multipart");
    if (form && !type.getSubtype().equalsIgnoreCase("form-data")) {
      throw ProblemKind.UNSUPPORTED_TYPE.exception(
          "Several files must be sent as multipart/form-data, but the content type"
              + " is "
              + type
              + ".");
    }
    List<PendingUpload> pending =
        form
            ? uploads.form(body, type.getParameters().get("boundary"), options)
            : List.of(uploads.raw(body, headers.getLength(), mediaType(type), options));
    return UploadOutcome.all(pending).map(UploadsResource::response);
  }

  private static String mediaType(MediaType type) {
    // curl's default content type of a body.
    return type == null || type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
        ? null
        : ContentTypes.stored(type);
  }

  private static Response response(List<UploadOutcome> outcomes) {
    if (outcomes.size() == 1) {
      UploadOutcome only = outcomes.get(0);
      if (only.problem() != null) {
        return ProblemAnswers.of(only.problem(), "/v1/images");
      }
      return Response.status(UploadOutcome.status(outcomes))
          .location(URI.create(only.image().links().self()))
          .entity(only.image())
          .build();
    }
    int status = UploadOutcome.status(outcomes);
    Response.ResponseBuilder response =
        Response.status(status).entity(new UploadListJson(outcomes));
    return status == 503 ? response.header(HttpHeaders.RETRY_AFTER, "2").build() : response.build();
  }
}
