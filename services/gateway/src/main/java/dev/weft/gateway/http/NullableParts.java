package dev.weft.gateway.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Says in the interface's description what may be null where annotations do not: in records of
 * modules that know nothing of HTTP, and where the library names a type beside the alternative.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 20)
public final class NullableParts implements OASFilter {

  private static final Map<String, List<String>> OF_OTHER_MODULES =
      Map.of("Origin", List.of("parent", "sha256", "training"));

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Map<String, Schema> schemas = api.getComponents().getSchemas();
    schemas.values().stream()
        .filter(schema -> schema.getProperties() != null)
        .flatMap(schema -> schema.getProperties().values().stream())
        .filter(NullableParts::isSaidTwice)
        .forEach(part -> part.addType(SchemaType.NULL));
    OF_OTHER_MODULES.forEach(
        (name, parts) -> parts.forEach(part -> allowNull(schemas.get(name), part)));
  }

  private static boolean isSaidTwice(Schema part) {
    return part.getType() != null
        && !part.getType().contains(SchemaType.NULL)
        && part.getAnyOf() != null
        && part.getAnyOf().stream().anyMatch(NullableParts::isNull);
  }

  private static boolean isNull(Schema schema) {
    return schema.getType() != null && schema.getType().contains(SchemaType.NULL);
  }

  private static void allowNull(Schema owner, String part) {
    Schema said = owner.getProperties().get(part);
    if (said.getRef() == null) {
      said.addType(SchemaType.NULL);
    } else {
      Schema none = OASFactory.createSchema().addType(SchemaType.NULL);
      owner.addProperty(part, OASFactory.createSchema().addAnyOf(said).addAnyOf(none));
    }
  }
}
