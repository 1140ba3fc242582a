package dev.weft.access.http;

import dev.weft.access.Role;
import dev.weft.access.rule.Rule;
import dev.weft.access.rule.Rules;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to the OpenAPI document which role each operation needs, and how callers authenticate. Runs
 * as the last of all filters, since filters of one priority run in an order that depends on the
 * build; a higher priority runs earlier.
 */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 10)
public final class AccessDescription implements OASFilter {

  /** Extension with the role that an operation needs. */
  public static final String ROLE = "x-weft-role";

  private static final String BEARER = "key";
  private static final String COOKIE = "session";

  private final Rules rules = Rules.table(false);

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getPaths() == null) {
      return;
    }
    Components components =
        api.getComponents() == null ? OASFactory.createComponents() : api.getComponents();
    components
        .addSecurityScheme(
            BEARER,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                    "An API key, or a token of the OpenID Connect provider that the server trusts."
                        + " Required unless the server listens on a loopback address only."))
        .addSecurityScheme(
            COOKIE,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.COOKIE)
                .name(Credentials.COOKIE)
                .description("The cookie that `POST /v1/session` sets in a browser."))
        .addResponse(
            "Unauthenticated",
            response(
                AccessRefusal.UNAUTHENTICATED, "The key or token is missing, unknown or expired"))
        .addResponse(
            "Forbidden",
            response(AccessRefusal.FORBIDDEN, "The caller's role does not allow this"));
    api.setComponents(components);
    api.getPaths().getPathItems().forEach(this::describe);
  }

  private void describe(String path, PathItem item) {
    item.getOperations()
        .forEach(
            (method, operation) -> {
              Optional<Role> role = rules.find(method.name(), path).flatMap(Rule::role);
              role.ifPresentOrElse(
                  needed -> describe(operation, needed), () -> operation.setSecurity(List.of()));
            });
  }

  private static void describe(Operation operation, Role role) {
    operation.addExtension(ROLE, role.code());
    operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(BEARER));
    operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(COOKIE));
    operation
        .getResponses()
        .addAPIResponse("401", OASFactory.createAPIResponse().ref("Unauthenticated"))
        .addAPIResponse("403", OASFactory.createAPIResponse().ref("Forbidden"));
  }

  /** A response with a problem or, for clients of the inference protocol, its error object. */
  private static APIResponse response(AccessRefusal refusal, String description) {
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(
                    Problem.MEDIA_TYPE, media(refusal.because(description + ".").members()))
                .addMediaType("application/json", media(Map.of("error", description + "."))));
  }

  private static MediaType media(Map<String, Object> example) {
    return OASFactory.createMediaType()
        .schema(OASFactory.createSchema().addType(Schema.SchemaType.OBJECT))
        .example(example);
  }
}
