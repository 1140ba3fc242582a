package dev.weft.gateway.http.rollouts;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Query parameters of an order whose body, if any, has no room for them. */
public final class OrderQuery {

  @QueryParam("reason")
  @Parameter(description = "Reason for the order, as free text; truncated to 2,000 characters.")
  String reason;

  @QueryParam("by")
  @Parameter(
      description =
          "Name of the person or client that gives the order. If the request is authenticated, the"
              + " name of the key or token is used instead.",
      schema = @Schema(type = SchemaType.STRING, maxLength = 100))
  String by;

  RolloutOrderBody toBody() {
    return new RolloutOrderBody(null, reason, by);
  }
}
