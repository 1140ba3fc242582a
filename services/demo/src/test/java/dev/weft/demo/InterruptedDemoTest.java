package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.WeftClient;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InterruptedDemoTest {
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

    end();

    assertThat(gateway.requests)
        .filteredOn(order -> order.startsWith("DELETE"))
        .extracting(order -> order.split(" ")[1])
        .containsExactly("/v1/trainings/demo-1", "/v1/trainings/demo-2");
    assertThat(sessions.err()).contains("cancelled demo-1", "cancelled demo-2");
  }

  @Test
  void theRolloutOfADemosVersionIsGivenUp() {
    gateway.rollouts.add(underWay());
    gateway.modelVersion = "{\"origin\":{\"training\":{\"trainingId\":\"demo-1\"}}}";
    end();
    gateway.modelVersion = "{\"origin\":{\"kind\":\"demo\"}}";
    end();

    assertThat(gateway.requests)
        .filteredOn(order -> order.contains("/abort"))
        .hasSize(2)
        .allMatch(order -> order.contains("the demo was interrupted"));
    assertThat(sessions.err()).contains("aborted the rollout of clothing:2");
  }

  @Test
  void anotherVersionsRolloutGoesOn() {
    gateway.rollouts.add(underWay());
    gateway.modelVersion = "{\"origin\":{\"training\":{\"trainingId\":\"nightly\"}}}";
    end();

    assertThat(gateway.requests).noneMatch(order -> order.contains("/abort"));
  }

  @Test
  void anOrderThatIsRefusedDoesNotEndTheDemo() {
    gateway.rollouts.add(underWay());
    gateway.modelVersion = "{\"origin\":{\"kind\":\"demo\"}}";
    gateway.orderAnswer = "409 {\"detail\":\"no rollout is under way\"}";
    end();

    assertThat(sessions.err()).contains("continues: no rollout is under way");
  }

  private static String underWay() {
    return "{\"model\":\"clothing\",\"serving\":1,\"rollout\":{\"version\":2}}";
  }

  private void end() {
    gateway.trainings.add("{\"id\":\"nightly\",\"state\":\"published\"}");
    new InterruptedDemo(sessions.session(), WeftClient.builder().address(gateway.url()).build())
        .end();
  }
}
