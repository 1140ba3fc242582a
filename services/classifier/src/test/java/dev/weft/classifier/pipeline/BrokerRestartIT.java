package dev.weft.classifier.pipeline;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartIT {

  private static final int IMAGES = 90;

  @TempDir private Path dir;
  private EmbeddedBroker broker;
  private EmbeddedStore endpoint;
  private S3ObjectStore store;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    endpoint = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret-key");
    store = new S3ObjectStore(StoreSettings.of(endpoint.endpoint(), "key", "secret-key"));
  }

  @AfterEach
  void stop() {
    store.close();
    endpoint.close();
    broker.close();
  }

  @Test
  void answersEachOnceWhenTheBrokerIsRestartedUnderLoad() throws Exception {
    try (var scene = new Scene(broker.bootstrapServers(), store)) {
      scene.engine.gate = new CountDownLatch(1);
      scene.engine.pause = Duration.ofMillis(50);
      var pipeline = scene.start("a");
      for (int i = 0; i < IMAGES; i++) {
        scene.upload("image-" + i, i % 10);
      }
      scene.engine.gate.countDown();
      await().atMost(TIMEOUT).until(() -> scene.read(Duration.ofMillis(20)) > 8);

      scene.engine.gate = new CountDownLatch(1);
      int port = broker.port();
      broker.close();
      scene.engine.gate.countDown();
      await().atMost(TIMEOUT).until(() -> pipeline.status().failing().containsKey("commit"));
      assertThat(pipeline.status().running()).isTrue();
      broker = EmbeddedBroker.start(dir.resolve("kafka"), port);

      var answers = scene.answers(IMAGES);
      assertThat(answers).extracting(answer -> answer.event().key()).doesNotHaveDuplicates();
      assertThat(answers).hasSize(IMAGES);
      await().atMost(TIMEOUT).until(() -> scene.lag() == 0);
      await().atMost(TIMEOUT).until(() -> pipeline.status().failing().isEmpty());
    }
  }
}
