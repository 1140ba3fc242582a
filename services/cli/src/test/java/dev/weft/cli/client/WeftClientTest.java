package dev.weft.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.cli.CliException;
import dev.weft.cli.FakeGateway;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeftClientTest {
  private static final Backoff IMPATIENT =
      new Backoff(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(300));
  private static final byte[] HAT = "hat".getBytes(StandardCharsets.UTF_8);

  private FakeGateway gateway;
  private WeftClient client;

  @BeforeEach
  void start() throws Exception {
    gateway = new FakeGateway();
    client = new WeftClient(gateway.url(), IMPATIENT);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aBusyServerIsAskedAgainWithTheSameKey() {
    gateway.busyAnswers.set(3);

    Upload upload = client.upload(HAT, "one", Map.of());

    assertThat(upload).isEqualTo(new Upload.Accepted(Optional.empty()));
    assertThat(gateway.uploads).containsExactly("one");
  }

  @Test
  void aServerThatStaysBusyRefusesInTheEnd() {
    gateway.busyAnswers.set(Integer.MAX_VALUE);

    assertThat(client.upload(HAT, "one", Map.of()))
        .isEqualTo(new Upload.Refused(new Problem(503, "busy")));
  }

  @Test
  void anIdWithOtherBytesIsRefusedAtOnceWithTheServersReason() {
    gateway.refuse = id -> 409;

    assertThat(client.upload(HAT, "one", Map.of()))
        .isEqualTo(new Upload.Refused(new Problem(409, "other bytes")));
  }

  @Test
  void aFileThatIsGoneIsUnreadable() {
    assertThat(client.upload(Path.of("no-such.jpg"), "one", Map.of()))
        .isInstanceOf(Upload.Unreadable.class);
  }

  @Test
  void aServerThatIsGoneEndsTheCommandOnceThePatienceIsOver() {
    WeftClient nobody = new WeftClient(URI.create("http://127.0.0.1:1"), IMPATIENT);

    assertThatThrownBy(() -> nobody.upload(HAT, "one", Map.of()))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("http://127.0.0.1:1");
  }

  @Test
  void anUnknownImageIsEmpty() {
    assertThat(client.image("nobody")).isEmpty();
  }

  @Test
  void aProblemWithoutABodyStillSaysItsStatus() {
    assertThat(Problem.of(500, "")).hasToString("HTTP 500: no reason given");
    assertThat(Problem.of(502, "<html>")).hasToString("HTTP 502: no reason given");
    assertThat(Problem.of(400, "{broken")).hasToString("HTTP 400: {broken");
  }
}
