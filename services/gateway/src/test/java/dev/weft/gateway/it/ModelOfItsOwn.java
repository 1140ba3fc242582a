package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.gateway.models.PublishedModels;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway that is ready, and a model that is created before each test and deleted after it. */
abstract class ModelOfItsOwn {

  @TestHTTPResource URI base;

  @Inject PublishedModels models;

  final String model = "m-" + UUID.randomUUID();

  GatewayClient gateway;

  @BeforeEach
  void create() {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    gateway = new GatewayClient(base);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
    assertThat(gateway.post("/v1/models", "{\"name\": \"" + model + "\"}").status()).isEqualTo(201);
  }

  /** Other tests of this application list all models. */
  @AfterEach
  void takeBack() {
    models.delete(model);
  }
}
