package dev.weft.gateway.http.images;

import dev.weft.gateway.explain.ExplanationRequest;
import dev.weft.gateway.explain.ExplanationResult;
import dev.weft.gateway.explain.Explanations;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Explanations of images. */
@Path("/v1/images/{id}/explanation")
@Tag(name = "images")
@Blocking
public final class ExplanationsResource {

  private static final String PNG = "image/png";
  private static final MediaType PICTURE = MediaType.valueOf(PNG);

  /**
   * The explanation by a given version never changes; without a version, the version that is used
   * may.
   */
  private static final String FOR_GOOD = "max-age=31536000, immutable";

  private static final String MAY_CHANGE = "no-cache";

  private final Explanations explanations;
  private final ExplanationQuestions questions;

  ExplanationsResource(Explanations explanations, ExplanationQuestions questions) {
    this.explanations = explanations;
    this.questions = questions;
  }

  @GET
  @Produces({PNG, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "imageExplanation",
      summary = "Explain a prediction",
      description =
          "Returns the class activation map of a model version: as a picture, the image with the"
              + " map as an overlay; as JSON, the values of the map. Explanations are computed one"
              + " at a time.")
  @APIResponse(
      responseCode = "200",
      description =
          "The explanation, with an ETag; cacheable indefinitely if the request names a version",
      content = {
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ExplanationJson.class))
      })
  @APIResponse(responseCode = "304", description = "Not modified since the client's copy")
  @APIResponse(
      responseCode = "400",
      description = "A parameter is invalid, or the version does not know the label")
  @APIResponse(responseCode = "404", description = "The image or the version does not exist")
  @APIResponse(responseCode = "409", description = "Classifiers refuse the version")
  @APIResponse(
      responseCode = "410",
      description = "The image's bytes were removed from the object store")
  @APIResponse(
      responseCode = "422",
      description = "The image cannot be classified, and a retry will not help")
  @APIResponse(responseCode = "501", description = "Explanations are not supported by this gateway")
  @APIResponse(responseCode = "502", description = "The files of the version are unusable")
  @APIResponse(
      responseCode = "503",
      description =
          "Too many requests are in progress, or the object store is unavailable; retry later")
  public Response explanation(
      @PathParam("id") String id,
      @Parameter(
              description =
                  "Version to explain. Defaults to the version that classified the image, or else"
                      + " to the newest version that classifiers do not refuse.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "999999999"))
          @QueryParam("version")
          String version,
      @Parameter(
              description = "Label to explain. Defaults to the label that the version predicts.",
              schema = @Schema(type = SchemaType.STRING, minLength = 1, maxLength = 256))
          @QueryParam("label")
          String label,
      @Parameter(
              description = "Length of the picture's longer side, in pixels.",
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "64",
                      maximum = "2048",
                      defaultValue = "640"))
          @QueryParam("size")
          String size,
      @Parameter(hidden = true) @Context HttpHeaders headers,
      @Parameter(hidden = true) @Context Request request) {
    if (!explanations.enabled()) {
      throw ProblemKind.NO_EXPLANATIONS.exception(
          "To enable explanations, set weft.gateway.explanations.versions to 1 or more.");
    }
    int longest = Parameters.size(size);
    boolean picture = wantsPicture(headers);
    ExplanationRequest question =
        questions.of(id, Parameters.version(version), Parameters.label(label));
    EntityTag tag =
        ExplanationTag.of(question, questions.content(id, question.image()), picture ? longest : 0);
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    if (unchanged != null) {
      return unchanged.build();
    }
    ExplanationResult answer =
        picture ? explanations.picture(question, longest) : explanations.numbers(question);
    return response(id, question, answer)
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, version == null ? MAY_CHANGE : FOR_GOOD)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** Whether a picture is preferred, which is the default. */
  private static boolean wantsPicture(HttpHeaders headers) {
    for (MediaType accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(PICTURE)) {
        return true;
      }
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
    }
    return true;
  }

  private static Response.ResponseBuilder response(
      String id, ExplanationRequest question, ExplanationResult answer) {
    if (answer instanceof ExplanationResult.Drawn drawn) {
      return Response.ok(drawn.png(), PICTURE);
    } else if (answer instanceof ExplanationResult.Numbers numbers) {
      return Response.ok(
          ExplanationJson.of(id, numbers.explanation()), MediaType.APPLICATION_JSON_TYPE);
    }
    throw problem(id, question, answer);
  }

  private static ProblemException problem(
      String id, ExplanationRequest question, ExplanationResult answer) {
    if (answer instanceof ExplanationResult.NoSuchVersion) {
      return ProblemKind.NO_SUCH_VERSION.exception(
          "Model %s has no version %d; see /v1/models."
              .formatted(question.model().name(), question.model().version()));
    } else if (answer instanceof ExplanationResult.NoSuchLabel known) {
      return Parameters.bad(
          "label must be one of %s, the labels of model %s, but is %s.",
          String.join(", ", known.classes()), question.model(), question.label());
    } else if (answer instanceof ExplanationResult.ImageGone) {
      return ImageContent.gone(id, question.image());
    } else if (answer instanceof ExplanationResult.ImageRefused refused) {
      return ProblemKind.IMAGE_REFUSED.exception(
          refused.reason().code() + ": " + refused.detail() + ".");
    } else if (answer instanceof ExplanationResult.ModelUnusable unusable) {
      return ProblemKind.MODEL_UNUSABLE.exception(
          "Model " + question.model() + ": " + unusable.detail() + ".");
    } else if (answer instanceof ExplanationResult.Busy) {
      return ProblemKind.EXPLANATIONS_BUSY.exception(
          "Explanations are computed one at a time, and too many requests are waiting; try again"
              + " later.");
    }
    throw new IllegalStateException("unexpected result: " + answer);
  }
}
