package dev.weft.kafka.group;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ReplicaClientsIT {

  @TempDir static Path dir;

  private static EmbeddedBroker broker;

  private final TopicPartition partition = new TopicPartition("t-" + UUID.randomUUID(), 0);
  private ReplicaClients clients;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir, 0);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void makeTopic() throws Exception {
    Map<String, Object> kafka =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "isolation.level",
            "read_uncommitted",
            "auto.offset.reset",
            "latest",
            "enable.auto.commit",
            true);
    clients = new ReplicaClients(kafka, "group-" + partition.topic(), "one");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(partition.topic(), 1, (short) 1))).all().get();
    }
  }

  @Test
  void whatAReplicaLeftOpenEndsWhenItComesBack() throws Exception {
    try (var before = clients.transactional();
        var after = clients.transactional()) {
      before.initTransactions();
      before.beginTransaction();
      send(before, "left open");

      after.initTransactions();
      after.beginTransaction();
      send(after, "kept");
      after.commitTransaction();

      assertThatThrownBy(before::commitTransaction).isInstanceOf(KafkaException.class);
    }
    try (var reader = clients.observer("reader")) {
      reader.assign(Set.of(partition));
      assertThat(firstOf(reader)).containsExactly("kept");
    }
  }

  @Test
  void aMemberReadsFromTheBeginningWhatIsCommittedWhateverIsConfigured() throws Exception {
    try (var producer = clients.transactional();
        var member = clients.member(10)) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "taken back");
      producer.abortTransaction();
      producer.beginTransaction();
      send(producer, "kept");
      producer.commitTransaction();

      member.subscribe(List.of(partition.topic()));
      assertThat(firstOf(member)).containsExactly("kept");
    }
  }

  @Test
  void anObserverSeesWhatTheGroupHasCommittedAndTakesNoPartition() throws Exception {
    try (var producer = clients.plain("test");
        var member = clients.member(10);
        var observer = clients.observer("test")) {
      send(producer, "a");
      member.subscribe(List.of(partition.topic()));
      assertThat(firstOf(member)).containsExactly("a");
      assertThat(observer.committed(Set.of(partition)).get(partition)).isNull();

      member.commitSync();

      assertThat(observer.committed(Set.of(partition)).get(partition).offset()).isEqualTo(1);
      assertThat(member.assignment()).containsExactly(partition);
    }
  }

  @Test
  void endsLieBehindWhatIsOpenAndAReaderOfCommittedRecordsGetsThereOnceItEnds() throws Exception {
    try (var producer = clients.transactional();
        var reader = clients.observer("reader")) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, "open");
      reader.assign(Set.of(partition));

      Map<TopicPartition, Long> ends = clients.ends("test", Set.of(partition));

      assertThat(ends).containsEntry(partition, 1L);
      assertThat(reader.endOffsets(Set.of(partition))).containsEntry(partition, 0L);
      producer.commitTransaction();
      assertThat(firstOf(reader)).containsExactly("open");
    }
  }

  private void send(Producer<String, byte[]> producer, String value) throws Exception {
    var record = new ProducerRecord<>(partition.topic(), 0, "key", value.getBytes(UTF_8));
    producer.send(record).get();
  }

  private static List<String> firstOf(Consumer<String, byte[]> consumer) {
    var values = new ArrayList<String>();
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                values.add(new String(record.value(), UTF_8));
              }
              return !values.isEmpty();
            });
    return values;
  }
}
