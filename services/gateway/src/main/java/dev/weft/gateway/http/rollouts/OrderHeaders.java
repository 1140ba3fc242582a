package dev.weft.gateway.http.rollouts;

import dev.weft.gateway.http.request.Parameters;
import jakarta.ws.rs.HeaderParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Headers of an order. */
public final class OrderHeaders {

  private static final int LONGEST_KEY = 128;

  @HeaderParam("If-Match")
  @Parameter(
      description =
          "ETag of the state that the order is based on. Omit to give the order in any state.",
      schema = @Schema(type = SchemaType.STRING, pattern = Parameters.ETAG))
  String ifMatch;

  @HeaderParam("Idempotency-Key")
  @Parameter(
      description =
          "Id of the order. Repeating a request with the same id does not give the order again.",
      schema = @Schema(type = SchemaType.STRING, pattern = Parameters.KEY))
  String key;

  /** The revision that the order is based on, or null for any. */
  Integer revision() {
    return Parameters.revision(ifMatch);
  }

  /** The id of the order: the client's, or a new one. */
  String id() {
    return key == null ? UUID.randomUUID().toString() : Parameters.idempotencyKey(key, LONGEST_KEY);
  }
}
