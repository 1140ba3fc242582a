package dev.weft.gateway.http.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Describes a free-form JSON object as such, rather than by the properties of the Java class. */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 25)
public final class FreeJson implements OASFilter {

  private static final String HOLDER = "#/components/schemas/JsonNode";
  private static final List<String> OF_HOLDER = List.of("JsonNode", "JsonNodeType");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    OF_HOLDER.forEach(api.getComponents()::removeSchema);
    api.getComponents().getSchemas().values().stream()
        .filter(schema -> schema.getProperties() != null)
        .forEach(
            schema ->
                Map.copyOf(schema.getProperties()).entrySet().stream()
                    .filter(part -> HOLDER.equals(part.getValue().getRef()))
                    .forEach(part -> schema.addProperty(part.getKey(), anyObject())));
  }

  private static Schema anyObject() {
    return OASFactory.createSchema().addType(SchemaType.OBJECT).description("Any JSON object.");
  }
}
