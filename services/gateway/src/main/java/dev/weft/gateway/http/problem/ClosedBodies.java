package dev.weft.gateway.http.problem;

import dev.weft.gateway.http.request.StrictJson;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Documents in the OpenAPI document that a body has the declared properties and no others, as
 * {@link StrictJson} enforces. A schema that responses use too gets a copy for bodies, named {@code
 * ...Input}, since responses may gain properties in later releases.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 15)
public final class ClosedBodies implements OASFilter {

  private static final String OURS = "/v1/";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final String COPY = "Input";
  private static final String INT = "int32";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = new LinkedHashMap<>(api.getComponents().getSchemas());
    List<Operation> operations =
        api.getPaths().getPathItems().entrySet().stream()
            .filter(path -> path.getKey().startsWith(OURS))
            .flatMap(path -> path.getValue().getOperations().values().stream())
            .toList();
    Set<String> answered = new HashSet<>();
    operations.stream()
        .flatMap(operation -> operation.getResponses().getAPIResponses().values().stream())
        .map(response -> response.getContent())
        .flatMap(ClosedBodies::schemas)
        .forEach(schema -> collect(schema, schemas, answered));
    Closing closing = new Closing(schemas, answered);
    operations.stream()
        .filter(operation -> operation.getRequestBody() != null)
        .flatMap(operation -> Optional.ofNullable(operation.getRequestBody().getContent()).stream())
        .flatMap(content -> content.getMediaTypes().values().stream())
        .filter(media -> media.getSchema() != null)
        .forEach(media -> media.setSchema(closing.part(media.getSchema())));
    api.getComponents().setSchemas(schemas);
  }

  private static Stream<Schema> schemas(Content content) {
    return content == null || content.getMediaTypes() == null
        ? Stream.empty()
        : content.getMediaTypes().values().stream()
            .map(media -> media.getSchema())
            .filter(schema -> schema != null);
  }

  private static Optional<String> name(Schema schema) {
    return Optional.ofNullable(schema.getRef())
        .filter(ref -> ref.startsWith(SCHEMAS))
        .map(ref -> ref.substring(SCHEMAS.length()));
  }

  /** Collects the names of all schemas that a schema refers to. */
  private static void collect(Schema schema, Map<String, Schema> schemas, Set<String> names) {
    name(schema).filter(names::add).ifPresent(name -> collect(schemas.get(name), schemas, names));
    parts(schema).forEach(part -> collect(part, schemas, names));
  }

  private static Stream<Schema> parts(Schema schema) {
    return Stream.of(
            Stream.ofNullable(schema.getProperties()).flatMap(named -> named.values().stream()),
            Stream.ofNullable(schema.getAnyOf()).flatMap(List::stream),
            Stream.ofNullable(schema.getItems()),
            Stream.ofNullable(schema.getAdditionalPropertiesSchema()))
        .flatMap(each -> each);
  }

  /** Creates closed copies of open schemas. */
  private record Closing(Map<String, Schema> schemas, Set<String> answered) {

    /** The closed form of a part of a body. */
    Schema part(Schema schema) {
      Schema part = OASFactory.createSchema();
      part.setAll(schema.getAll());
      name(schema).ifPresent(name -> part.setRef(SCHEMAS + closed(name)));
      if (schema.getAnyOf() != null) {
        part.setAnyOf(schema.getAnyOf().stream().map(this::part).toList());
      }
      if (schema.getItems() != null) {
        part.setItems(part(schema.getItems()));
      }
      if (INT.equals(schema.getFormat()) && schema.getType().contains(SchemaType.INTEGER)) {
        bound(part);
      }
      return part;
    }

    /** Adds the bounds of Java's number types. */
    private static void bound(Schema part) {
      if (part.getMinimum() == null) {
        part.setMinimum(BigDecimal.valueOf(Integer.MIN_VALUE));
      }
      if (part.getMaximum() == null) {
        part.setMaximum(BigDecimal.valueOf(Integer.MAX_VALUE));
      }
    }

    private String closed(String name) {
      Schema open = schemas.get(name);
      if (open.getProperties() == null || open.getAdditionalPropertiesSchema() != null) {
        return name;
      }
      String body = answered.contains(name) ? name + COPY : name;
      if (body.equals(name) || !schemas.containsKey(body)) {
        Schema closed = OASFactory.createSchema();
        closed.setAll(open.getAll());
        Map<String, Schema> properties = new LinkedHashMap<>();
        open.getProperties().forEach((property, schema) -> properties.put(property, part(schema)));
        closed.setProperties(properties);
        closed.setAdditionalPropertiesSchema(OASFactory.createSchema().booleanSchema(false));
        schemas.put(body, closed);
      }
      return body;
    }
  }
}
