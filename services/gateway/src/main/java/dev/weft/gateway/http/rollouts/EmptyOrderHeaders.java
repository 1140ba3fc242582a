package dev.weft.gateway.http.rollouts;

import dev.weft.gateway.http.request.Parameters;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Refuses orders with an empty header, which would otherwise count as absent. */
@Provider
public final class EmptyOrderHeaders implements ContainerRequestFilter {
  private static final List<String> NAMES = List.of("If-Match", "Idempotency-Key");

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().startsWith("/v1/rollouts/")) {
      return;
    }
    for (String name : NAMES) {
      List<String> values = request.getHeaders().get(name);
      if (values != null && values.stream().allMatch(String::isBlank)) {
        throw Parameters.bad("%s must not be empty; omit it instead.", name);
      }
    }
  }
}
