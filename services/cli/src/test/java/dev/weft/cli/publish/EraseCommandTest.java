package dev.weft.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EraseCommandTest {

  private static final String REQUESTED =
      """
      {"id":"shirt-1","state":"requested","source":"request","erasedBy":"ann",
      "erasedAt":"2026-11-30T08:30:00Z","completedAt":null,"removed":[],
      "kept":{"datasets":[],"namedDatasets":[],"versions":[]},"links":{"self":"/v1/erasures/shirt-1"}}\
      """;

  private static final String DONE =
      """
      {"id":"shirt-1","state":"done","source":"request","erasedBy":"ann",
      "erasedAt":"2026-11-30T08:30:00Z","completedAt":"2026-11-30T08:30:02Z",
      "removed":["uploads/2026/11/28/13/shirt-1"],
      "kept":{"datasets":["abc"],"namedDatasets":["autumn"],"versions":[{"name":"tops","version":2}]},
      "links":{"self":"/v1/erasures/shirt-1"}}\
      """;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anImageIsErasedAndWhatKeepsItIsSaid() {
    gateway.erasures.addAll(List.of(REQUESTED, REQUESTED, DONE));

    CliRun run = run("erase", "shirt-1", "--by", "ann");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.requests).containsExactly("DELETE /v1/images/shirt-1?by=ann");
    assertThat(run.out())
        .contains("shirt-1 is erased: 1 object deleted")
        .contains("versions trained on a data set that contains it: tops:2")
        .contains("named data sets that contain it: autumn");
  }

  @Test
  void nobodyNeedsToWait() {
    gateway.erasures.add(REQUESTED);

    CliRun run = run("erase", "shirt-1", "--no-wait", "--output", "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().at("/erasures/0/state").asText()).isEqualTo("requested");
    assertThat(run.json().at("/failed").asInt()).isZero();
  }

  @Test
  void anUnknownImageIsSaid() {
    CliRun run = run("erase", "nobody");

    assertThat(run.exitCode()).isEqualTo(ExitCode.IMAGES_FAILED);
    assertThat(run.out()).contains("failed: nobody: HTTP 404: The image does not exist");
  }

  private CliRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString()));
    return CliRun.of(all.toArray(String[]::new));
  }
}
