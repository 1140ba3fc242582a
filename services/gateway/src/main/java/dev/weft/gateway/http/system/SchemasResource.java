package dev.weft.gateway.http.system;

import dev.weft.events.catalog.EventType;
import dev.weft.gateway.http.problem.ProblemKind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The schemas of events, which {@code ce_dataschema} may refer to. */
@Path("/v1/schemas/{name}")
@Tag(name = "schemas")
public final class SchemasResource {

  /** A schema version only changes in descriptions and optional properties, with a release. */
  private static final String FOR_A_DAY = "public, max-age=86400";

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "eventSchema", summary = "Get the JSON Schema of an event")
  @APIResponse(
      responseCode = "200",
      description = "The schema of the event's payload, in JSON Schema 2020-12",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(type = SchemaType.OBJECT)))
  @APIResponse(responseCode = "404", description = "There is no event schema with this name")
  public Response schema(
      @Parameter(description = "Name of the schema, for example `image-uploaded.v1`.")
          @PathParam("name")
          String name) {
    boolean known = Arrays.stream(EventType.values()).anyMatch(type -> type.schema().equals(name));
    InputStream json =
        known
            ? EventType.class.getResourceAsStream("/dev/weft/schemas/" + name + ".schema.json")
            : null;
    if (json == null) {
      throw ProblemKind.NO_SUCH_SCHEMA.exception(
          "The available schemas are "
              + Arrays.stream(EventType.values())
                  .map(EventType::schema)
                  .collect(Collectors.joining(", "))
              + ".");
    }
    return Response.ok(json, MediaType.APPLICATION_JSON)
        .header(HttpHeaders.CACHE_CONTROL, FOR_A_DAY)
        .build();
  }
}
