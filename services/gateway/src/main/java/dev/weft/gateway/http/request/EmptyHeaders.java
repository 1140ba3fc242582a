package dev.weft.gateway.http.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses requests with an empty header, which would otherwise count as absent: {@code
 * Idempotency-Key} of uploads, trainings and orders, and {@code If-Match} of orders.
 */
@Provider
public final class EmptyHeaders implements ContainerRequestFilter {
  private static final Pattern CREATION = Pattern.compile("/v1/(images|trainings)/?");

  @Override
  public void filter(ContainerRequestContext request) {
    for (String name : names(request.getMethod(), request.getUriInfo().getPath())) {
      List<String> values = request.getHeaders().get(name);
      if (values != null && values.stream().allMatch(String::isBlank)) {
        throw Parameters.bad("%s must not be empty; omit it instead.", name);
      }
    }
  }

  private static List<String> names(String method, String path) {
    if (path.startsWith("/v1/rollouts/")) {
      return List.of("If-Match", "Idempotency-Key");
    }
    return method.equals("POST") && CREATION.matcher(path).matches()
        ? List.of("Idempotency-Key")
        : List.of();
  }
}
