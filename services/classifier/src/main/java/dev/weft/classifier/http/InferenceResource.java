package dev.weft.classifier.http;

import dev.weft.classifier.protocol.RequestReader;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Synchronous inference: images in, probabilities out, without Kafka. */
@Path("/v2/models/{model}")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.WILDCARD)
@Blocking
@Tag(name = "inference")
@APIResponse(
    responseCode = "200",
    description =
        "The outputs label, BYTES [n]; probabilities, FP32 [n, classes]; and classes, BYTES",
    content = {
      @Content(
          mediaType = MediaType.APPLICATION_JSON,
          schema = @Schema(type = SchemaType.OBJECT),
          examples = @ExampleObject(name = "one image", value = InferenceExamples.ANSWER)),
      @Content(
          mediaType = MediaType.APPLICATION_OCTET_STREAM,
          schema = @Schema(type = SchemaType.STRING, format = "binary"))
    })
@APIResponse(
    responseCode = "400",
    description = "The request is malformed, or an input is not an image")
@APIResponse(
    responseCode = "404",
    description = "The model does not exist, or the version is not loaded")
@APIResponse(responseCode = "411", description = "The Content-Length header is missing")
@APIResponse(responseCode = "413", description = "The request exceeds the size limit")
@APIResponse(responseCode = "415", description = "Compressed request bodies are not supported")
@APIResponse(
    responseCode = "503",
    description =
        "No version is serving, the server is busy, or the request timed out; retry later")
public final class InferenceResource {

  private static final String BODY =
      "An inference request with one input: either `image`, BYTES [n], the bytes of image files; or"
          + " `pixels`, FP32 [n, 3, height, width], scaled as specified by the version's manifest."
          + " In JSON, image files are base64-encoded. Binary data follows the JSON object, whose"
          + " length is given in "
          + RequestReader.HEADER
          + ".";

  private final Inferences inferences;

  InferenceResource(Inferences inferences) {
    this.inferences = inferences;
  }

  /** Inference by the serving version. */
  @POST
  @Path("/infer")
  @Operation(operationId = "infer", summary = "Classify images synchronously")
  @Parameter(
      name = RequestReader.HEADER,
      in = ParameterIn.HEADER,
      description =
          "Length in bytes of the JSON object that precedes the binary data; omit if the body is"
              + " only JSON.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
  @RequestBody(
      required = true,
      description = BODY,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.OBJECT),
            examples = @ExampleObject(name = "one image", value = InferenceExamples.REQUEST)),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Uni<Response> infer(
      @PathParam("model") String model,
      @Parameter(hidden = true) @Context HttpHeaders headers,
      InputStream body)
      throws IOException {
    return inferences.answer(sent(model, null, headers, body));
  }

  /** Inference by a loaded version. */
  @POST
  @Path("/versions/{version}/infer")
  @Operation(
      operationId = "inferByVersion",
      summary = "Classify images synchronously with a given version")
  @Parameter(
      name = RequestReader.HEADER,
      in = ParameterIn.HEADER,
      description =
          "Length in bytes of the JSON object that precedes the binary data; omit if the body is"
              + " only JSON.",
      schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
  @RequestBody(
      required = true,
      description = BODY,
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(type = SchemaType.OBJECT),
            examples = @ExampleObject(name = "one image", value = InferenceExamples.REQUEST)),
        @Content(
            mediaType = MediaType.APPLICATION_OCTET_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Uni<Response> infer(
      @PathParam("model") String model,
      @PathParam("version") String version,
      @Parameter(hidden = true) @Context HttpHeaders headers,
      InputStream body)
      throws IOException {
    return inferences.answer(sent(model, version, headers, body));
  }

  private static Inferences.Sent sent(
      String model, String version, HttpHeaders headers, InputStream body) {
    return new Inferences.Sent(
        model,
        version,
        headers.getHeaderString(HttpHeaders.CONTENT_LENGTH),
        headers.getHeaderString(HttpHeaders.CONTENT_ENCODING),
        headers.getHeaderString(RequestReader.HEADER),
        body);
  }
}
