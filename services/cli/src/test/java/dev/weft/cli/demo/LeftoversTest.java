package dev.weft.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.FakeGateway;
import dev.weft.cli.Sessions;
import dev.weft.cli.client.Backoff;
import dev.weft.cli.client.WeftClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  private final Sessions sessions = Sessions.text();
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
  void whatAnInterruptedDemoBeganIsCancelledAndNothingElse() {
    for (String training :
        new String[] {"demo-1 queued", "demo-2 running", "demo-3 published", "nightly running"}) {
      String[] parts = training.split(" ");
      gateway.trainings.add("{\"id\":\"%s\",\"state\":\"%s\"}".formatted(parts[0], parts[1]));
    }

    new Leftovers(sessions.session(), new WeftClient(gateway.url(), Backoff.DEFAULT)).cancel();

    assertThat(gateway.asked)
        .filteredOn(order -> order.startsWith("DELETE"))
        .extracting(order -> order.split(" ")[1])
        .containsExactly("/v1/trainings/demo-1", "/v1/trainings/demo-2");
    assertThat(sessions.err()).contains("cancelled demo-1", "cancelled demo-2");
  }
}
