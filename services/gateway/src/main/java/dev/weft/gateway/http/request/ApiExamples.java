package dev.weft.gateway.http.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Adds an example to every request and response body of the OpenAPI document. Examples are files
 * under {@code examples/}: for a JSON object named like its schema; for a stream, lines, a form or
 * JSON without a schema named like the operation.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 30)
public final class ApiExamples implements OASFilter {

  private static final String OURS = "/v1/";
  private static final String EXAMPLES = "/dev/weft/gateway/http/examples/";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String STREAM = "text/event-stream";
  private static final String LINES = "application/jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Schemas of the library's streams, which are meaningless to clients. */
  private static final List<String> OF_STREAMS = List.of("OutboundSseEvent", "MediaType");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths().getPathItems().entrySet().stream()
        .filter(path -> path.getKey().startsWith(OURS))
        .flatMap(path -> path.getValue().getOperations().values().stream())
        .forEach(operation -> illustrate(operation, api));
    OF_STREAMS.forEach(api.getComponents()::removeSchema);
  }

  private static void illustrate(Operation operation, OpenAPI api) {
    contents(operation)
        .forEach(
            content ->
                content
                    .getMediaTypes()
                    .forEach((type, media) -> illustrate(operation, type, media, api)));
  }

  private static Stream<Content> contents(Operation operation) {
    Stream<Content> answers =
        operation.getResponses().getAPIResponses().values().stream().map(r -> r.getContent());
    Stream<Content> body =
        Stream.ofNullable(operation.getRequestBody()).map(request -> request.getContent());
    return Stream.concat(body, answers)
        .filter(content -> content != null && content.getMediaTypes() != null);
  }

  private static void illustrate(Operation operation, String type, MediaType media, OpenAPI api) {
    if (media.getExample() != null || media.getExamples() != null) {
      return;
    }
    if (type.equals(STREAM)) {
      media.setSchema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
      text(operation.getOperationId() + ".sse").ifPresent(media::setExample);
      return;
    }
    if (type.equals(LINES)) {
      text(operation.getOperationId() + ".jsonl").ifPresent(media::setExample);
      return;
    }
    String name = name(media.getSchema()).orElse(operation.getOperationId());
    text(name + ".json").ifPresent(json -> refer(media, name, json, api));
  }

  private static Optional<String> name(Schema schema) {
    return Optional.ofNullable(schema)
        .map(Schema::getRef)
        .filter(ref -> ref.startsWith(SCHEMAS))
        .map(ref -> ref.substring(SCHEMAS.length()));
  }

  /** Defines an example once and refers to it, since many operations return it. */
  private static void refer(MediaType media, String name, String json, OpenAPI api) {
    api.getComponents().addExample(name, OASFactory.createExample().value(parsed(name, json)));
    media.addExample(name, OASFactory.createExample().ref(name));
  }

  private static Object parsed(String name, String json) {
    try {
      return JSON.readValue(json, Object.class);
    } catch (IOException e) {
      throw new UncheckedIOException("example " + name, e);
    }
  }

  private static Optional<String> text(String file) {
    try (InputStream in = ApiExamples.class.getResourceAsStream(EXAMPLES + file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
