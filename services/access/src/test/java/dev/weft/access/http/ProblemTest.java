package dev.weft.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

  private final Problem problem = AccessRefusal.NO_SUCH_ENDPOINT.because("Nothing.");

  @Test
  void itIsAProblemOfRfc9457() {
    Problem here = problem.at("/v2x");

    assertThat(here.mediaType()).isEqualTo("application/problem+json");
    assertThat(here.body())
        .containsEntry("status", 404)
        .containsEntry("detail", "Nothing.")
        .containsEntry("instance", "/v2x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/models/clothing"})
  void clientsOfTheInferenceProtocolReadItsErrorObject(String path) {
    assertThat(problem.at(path).mediaType()).isEqualTo("application/json");
    assertThat(problem.at(path).body())
        .containsOnlyKeys("error")
        .containsEntry("error", "Nothing.");
  }
}
