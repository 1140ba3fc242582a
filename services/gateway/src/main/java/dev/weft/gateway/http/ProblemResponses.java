package dev.weft.gateway.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Says in the interface's description that each refusal is a problem, with an example. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class ProblemResponses implements OASFilter {

  private static final String OURS = "/v1/";
  private static final int FIRST_ERROR = 400;

  @Override
  public void filterOpenAPI(OpenAPI api) {
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(OURS)) {
                describe(path, item);
              }
            });
  }

  private static void describe(String path, PathItem item) {
    item.getOperations()
        .values()
        .forEach(
            operation ->
                operation
                    .getResponses()
                    .getAPIResponses()
                    .forEach((status, response) -> describe(path, status, response)));
  }

  private static void describe(String path, String status, APIResponse response) {
    if (response.getRef() != null
        || !status.matches("\\d{3}")
        || Integer.parseInt(status) < FIRST_ERROR
        || response.getContent() != null && !response.getContent().getMediaTypes().isEmpty()) {
      return;
    }
    MediaType problem =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))
            .example(example(path, status, response));
    response.setContent(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
  }

  /** In an order of its own, so that each build says the same. */
  private static Map<String, Object> example(String path, String status, APIResponse response) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("title", response.getDescription());
    example.put("status", Integer.parseInt(status));
    example.put("instance", path);
    return example;
  }
}
