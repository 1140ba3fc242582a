package dev.weft.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.catalog.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreFailuresTest {
  private static final BackupProgress QUIET = (done, total, what) -> {};

  @TempDir Path dir;
  private BackupFolder folder;

  @BeforeEach
  void backup() {
    folder = new BackupFolder(dir.resolve("backup"));
    try (Installation from = new Installation(dir.resolve("from"))) {
      from.createTopic(Topics.IMAGES_UPLOADED, 1, Map.of());
      byte[] bytes = "a".getBytes(UTF_8);
      from.send(new ProducerRecord<>(Topics.IMAGES_UPLOADED, 0, bytes, bytes));
      new Backup(from.kafka(), folder).run(null, Installation.BUCKET, QUIET);
    }
  }

  private void restore(Map<String, Object> kafka) {
    new Restore(kafka, folder).run(null, Installation.BUCKET, QUIET);
  }

  private static void assertNothingWasRestored(Installation to) {
    assertThat(to.admin.listTopics().names().toCompletionStage().toCompletableFuture().join())
        .doesNotContain(Topics.IMAGES_UPLOADED);
  }

  @Test
  void aSettingThatProducersRefuseIsNamed() {
    try (Installation to = new Installation(dir.resolve("to"))) {
      Map<String, Object> kafka = new HashMap<>(to.kafka());
      kafka.put("buffer.memory", "-5");

      assertThatThrownBy(() -> restore(kafka))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining(
              "no Kafka client can be created for " + to.kafka().get("bootstrap.servers"))
          .hasMessageContaining("-5")
          .hasMessageContaining("buffer.memory");
      assertNothingWasRestored(to);
    }
  }

  @Test
  void aBrokerThatRefusesTransactionsIsReported() {
    try (Installation to =
        new Installation(dir.resolve("to"), Map.of("transaction.max.timeout.ms", "60000"))) {
      assertThatThrownBy(() -> restore(to.kafka()))
          .isInstanceOf(BackupException.class)
          .hasMessageContaining("Kafka failed to start transactions of weft-restore-")
          .hasMessageContaining("with a timeout of 600000 ms")
          .hasMessageContaining("transaction.max.timeout.ms");
      assertNothingWasRestored(to);
    }
  }
}
