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
 * Says in the interface's description what may be null where annotations do not: in records of
 * modules that know nothing of HTTP, and where the library names a type beside a reference, or
 * leaves null out of an enumeration.
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
        .forEach(NullableParts::sayOnce);
    OF_OTHER_MODULES.forEach(
        (name, parts) -> parts.forEach(part -> allowNull(schemas.get(name), part)));
  }

  /** Generators of clients take a type beside a reference for another schema. */
  private static void sayOnce(Schema part) {
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
    Schema said = owner.getProperties().get(part);
    if (said.getRef() == null) {
      said.addType(SchemaType.NULL);
    } else {
      Schema none = OASFactory.createSchema().addType(SchemaType.NULL);
      owner.addProperty(part, OASFactory.createSchema().addAnyOf(said).addAnyOf(none));
    }
  }
}
