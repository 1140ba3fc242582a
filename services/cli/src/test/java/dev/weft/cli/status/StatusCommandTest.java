package dev.weft.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliRun;
import dev.weft.client.json.WeftJson;
import dev.weft.client.system.SystemState;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {

  private static final String SYSTEM =
      """
      {"at":"2026-11-01T12:00:00.123Z","gateway":{"version":"0.1.0",
      "startedAt":"2026-11-01T09:57:00Z","uptimeSeconds":7380.5,
      "replicas":2,"views":"running","viewsLagRecords":0.0,"liveClients":1},
      "answeredPerSecond":{"lastMinute":8.12,"lastFiveMinutes":7.9},
      "unanswered":3,"labeled":null,
      "lag":[{"group":"classifier","groupId":"weft-classifier","records":3,"problem":null},
      {"group":"trainer","groupId":"weft-trainer","records":null,"problem":"It has not committed an offset yet."}],
      "replicas":[{"model":"clothing","replica":"local","live":true,"leaving":false,"serving":1,
      "engine":"onnx-cpu","versions":[{"version":1,"role":"primary","state":"ready","reason":null,
      "residentBytes":183000000},{"version":2,"role":null,"state":"loading","reason":null,
      "residentBytes":null}],"observedAt":"2026-11-01T11:59:59Z","secondsAgo":1.2}],
      "rollouts":[{"model":"clothing","serving":1,"pinned":true,"candidate":2,"phase":"paused",
      "weightPercent":10,"shadowPercent":0}],
      "trainings":[{"id":"t-1","model":"clothing","state":"running","phase":"freeze","epoch":3,
      "epochs":27,"requestedAt":"2026-11-01T11:50:00Z"}],
      "rejections":[{"reason":"not_an_image","lastHour":2,"sinceStart":4},
      {"reason":"expired","lastHour":0,"sinceStart":1}],
      "ground":[{"name":"broker","reachable":true,"problem":null},
      {"name":"store","reachable":%s,"problem":"It does not respond."}]}\
      """;

  private static final String ROLLOUT =
      """
      {"model":"clothing","revision":12,"serving":1,"pinned":true,"aliases":{"champion":1},
      "rollout":{"id":"r-1","version":2,"from":1,"phase":"paused","step":1,
      "steps":[{"setShadow":100},{"analysis":{"successes":1}},{"pause":{}}],
      "analysis":{"intervalSeconds":30,"confidence":0.95,"conditions":[]},"weight":10,"shadow":0,
      "startedAt":"2026-11-01T11:50:00Z","stepAt":"2026-11-01T11:51:00Z",
      "exposedAt":"2026-11-01T11:51:00Z","message":"waits for a person","measured":[]},
      "droppedClasses":[],"policy":{"autoStart":true,"strategy":"shadow-canary","steps":[],
      "analysis":{"intervalSeconds":30,"confidence":0.95,"conditions":[]},"keepVersions":10,
      "drift":{"threshold":0.25,"minimumImages":500,"retrain":false}},"history":[],
      "cause":{"kind":"order","action":"pause","orderId":"o-1","by":"ann","reason":"wait"},
      "changedAt":"2026-11-01T11:51:00Z","replicas":[],"orders":{},"figures":null,
      "lastHour":{"since":"2026-11-01T11:00:00Z","complete":true,"versions":[]},
      "links":{"self":"/v1/rollouts/clothing","stream":"/v1/rollouts/clothing/stream",
      "versions":"/v1/models/clothing/versions"}}\
      """;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    gateway.system = SYSTEM.formatted(true);
    gateway.rollouts.add(ROLLOUT);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theWholeSystemIsOnOneScreen() {
    CliRun run = weft();

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("version 0.1.0, up 2 h 03 min, 2 gateways, views running")
        .contains("8.1/s (1 min), 7.9/s (5 min)")
        .containsPattern("unanswered +3")
        .containsPattern("labeled +\\?")
        .contains("2 (not_an_image 2) in the last hour")
        .contains("classifier 3, trainer ?")
        .contains("version 1 is serving, pinned")
        .contains("rollout of version 2: paused, step 2 of 3, weight 10 %, shadow 0 %")
        .contains("waits for a person")
        .contains("clothing:1 primary, clothing:2 loading")
        .contains("t-1 of clothing: freeze, epoch 3 of 27");
    assertThat(run.out().lines().count()).as("lines").isLessThan(25);
  }

  @Test
  void scriptsGetTheServersOwnWords() {
    JsonNode json = weft("--output", "json").json();

    assertThat(json.path("system")).isEqualTo(Json.parse(gateway.system));
    assertThat(json.path("rollouts").path(0)).isEqualTo(Json.parse(ROLLOUT));
    assertThat(json.path("server").asText()).startsWith(gateway.url().toString());
  }

  @Test
  void aStoreThatIsAwayIsShownAndIsAnExitCode() {
    gateway.system = SYSTEM.formatted(false);

    CliRun run = weft();

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.out()).contains("store: It does not respond.", "unanswered");
  }

  @Test
  void noServerAndOneWithoutAStatusAreErrorsThatSayWhatToDo() {
    gateway.system = null;

    CliRun older = weft();
    CliRun none = CliRun.of("status", "--server", "http://127.0.0.1:1");

    assertThat(older.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(older.err())
        .contains("it is not a Weft gateway, or an older release", "--server URL");
    assertThat(none.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(none.err()).contains("http://127.0.0.1:1", "weft up");
  }

  @Test
  void aLineSaysTheMostImportantForThoseWhoFollowWithoutATerminal() throws IOException {
    Status status =
        new Status("x", WeftJson.read(SYSTEM.formatted(true), SystemState.class), List.of());

    assertThat(new StatusText(new Style(false, false, true, 100)).line(status))
        .isEqualTo(
            "2026-11-01T12:00:00Z  8.1/s (1 min), 7.9/s (5 min)  unanswered 3"
                + "  waiting classifier 3, trainer ?  clothing:1");
  }

  private CliRun weft(String... options) {
    String[] args = new String[options.length + 3];
    args[0] = "status";
    args[1] = "--server";
    args[2] = gateway.url().toString();
    System.arraycopy(options, 0, args, 3, options.length);
    return CliRun.of(args);
  }
}
