package dev.weft.classifier.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** Documents in the OpenAPI document that every error response has the protocol's error object. */
@OpenApiFilter(value = OpenApiFilter.RunStage.BUILD, priority = 50)
public final class FailureResponses implements OASFilter {

  private static final String OURS = "/v2";
  private static final String NAME = "InferenceError";
  private static final int FIRST_ERROR = 400;

  @Override
  public void filterOpenAPI(OpenAPI api) {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    api.getComponents()
        .addSchema(
            NAME,
            OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .addProperty("error", text)
                .addRequired("error"));
    api.getPaths().getPathItems().entrySet().stream()
        .filter(path -> path.getKey().startsWith(OURS))
        .flatMap(path -> path.getValue().getOperations().values().stream())
        .forEach(operation -> describe(operation.getResponses()));
  }

  private static void describe(APIResponses responses) {
    if (!responses.hasAPIResponse("500")) {
      responses.addAPIResponse(
          "500",
          OASFactory.createAPIResponse()
              .description("Internal error; see the log of the classifier"));
    }
    responses.getAPIResponses().forEach(FailureResponses::describe);
  }

  private static void describe(String status, APIResponse response) {
    if (response.getRef() != null
        || !status.matches("\\d{3}")
        || Integer.parseInt(status) < FIRST_ERROR
        || response.getContent() != null) {
      return;
    }
    MediaType error =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/" + NAME))
            .example(Map.of("error", response.getDescription()));
    response.setContent(
        OASFactory.createContent()
            .addMediaType(jakarta.ws.rs.core.MediaType.APPLICATION_JSON, error));
  }
}
