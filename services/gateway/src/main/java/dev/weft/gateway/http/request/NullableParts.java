package dev.weft.gateway.http.request;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Declares nullable properties in the OpenAPI document where annotations cannot: in records of
 * modules without HTTP dependencies, and where the library puts a type beside a reference, or omits
 * null from an enumeration.
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
        .forEach(NullableParts::removeRedundantType);
    OF_OTHER_MODULES.forEach(
        (name, parts) -> parts.forEach(part -> allowNull(schemas.get(name), part)));
  }

  /** Removes a type beside a reference, which code generators treat as another schema. */
  private static void removeRedundantType(Schema part) {
    boolean none = part.getType() != null && part.getType().contains(SchemaType.NULL);
    if (part.getRef() != null || part.getAnyOf() != null) {
      part.setType(null);
    } else if (none && part.getEnumeration() != null) {
      part.addAnyOf(
          OASFactory.createSchema()
              .addType(SchemaType.STRING)
              .enumeration(List.copyOf(part.getEnumeration())));
      part.addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
      part.setType(null);
      part.setEnumeration(null);
    }
  }

  private static void allowNull(Schema owner, String part) {
    Schema declared = owner.getProperties().get(part);
    if (declared.getRef() == null) {
      declared.addType(SchemaType.NULL);
    } else {
      Schema none = OASFactory.createSchema().addType(SchemaType.NULL);
      owner.addProperty(part, OASFactory.createSchema().addAnyOf(declared).addAnyOf(none));
    }
  }
}
