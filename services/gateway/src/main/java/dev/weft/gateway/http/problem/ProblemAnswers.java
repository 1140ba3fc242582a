package dev.weft.gateway.http.problem;

import dev.weft.access.http.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Responses with a problem. */
public final class ProblemAnswers {

  private static final String SOON = "2";

  private ProblemAnswers() {}

  public static Response of(Problem problem, String path) {
    Problem here = problem.at(path);
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(here.mediaType()).entity(here.body());
    return problem.status() == 503 || problem.status() == 429
        ? response.header(HttpHeaders.RETRY_AFTER, SOON).build()
        : response.build();
  }
}
