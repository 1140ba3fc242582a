package dev.weft.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.weft.chaos.check.CheckVerdict;
import dev.weft.chaos.check.Checker;
import dev.weft.chaos.check.Guarantee;
import dev.weft.chaos.history.HistoryReader;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.OffsetCommitted;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.events.catalog.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the clients and the recorder with a fake system, a real broker and a real store. */
class WorkloadIT {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Mix MIX =
      new Mix(
          FakeSystem.MODEL, 3, 40, 0.5, 0.5, 0.2, Duration.ofMillis(500), Duration.ofMillis(300));

  @TempDir Path folder;
  private FakeSystem system;

  @BeforeEach
  void start() throws Exception {
    system = new FakeSystem(folder);
  }

  @AfterEach
  void stop() {
    system.close();
  }

  private List<Operation> history(int images, Duration answers) throws Exception {
    Path file = folder.resolve("history.jsonl");
    try (var history = new HistoryWriter(file);
        var workload = Workload.start(system.target(), MIX, new Colours(), 5, history)) {
      await()
          .atMost(LONG)
          .until(() -> workload.acknowledged() >= images && hasAll(Files.readString(file)));
      workload.finish(answers);
    }
    List<Operation> operations = new ArrayList<>();
    HistoryReader.read(file, operations::add);
    return operations;
  }

  /** Whether the history contains an operation of each kind of client. */
  private static boolean hasAll(String history) {
    return Stream.of("label", "training", "rollout")
        .allMatch(kind -> history.contains("{\"op\":\"" + kind + "\""));
  }

  private static CheckVerdict verdict(List<Operation> operations) {
    Checker checker = new Checker();
    operations.forEach(checker::add);
    return checker.verdict();
  }

  @Test
  void theHistoryOfASystemThatKeepsItsPromisesIsClean() throws Exception {
    CheckVerdict verdict = verdict(history(100, LONG));
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.seen().get("uploads acknowledged")).isGreaterThanOrEqualTo(100);
    assertThat(verdict.seen().get("answers")).isGreaterThanOrEqualTo(100);
    assertThat(verdict.seen().get("uploads, attempts"))
        .isGreaterThan(verdict.seen().get("uploads acknowledged"));
    assertThat(verdict.seen().get("labels, attempts")).isPositive();
    assertThat(verdict.seen().get("data sets")).isPositive();
    assertThat(verdict.seen().get("images of data sets")).isPositive();
    assertThat(verdict.seen().get("revisions")).isGreaterThan(1);
  }

  @Test
  void answersThatTheSystemForgetsAreFound() throws Exception {
    system.forget();
    CheckVerdict verdict = verdict(history(100, Duration.ofSeconds(2)));
    assertThat(verdict.broken()).containsOnlyKeys(Guarantee.ANSWERED);
    assertThat(verdict.broken().get(Guarantee.ANSWERED)).isGreaterThan(5);
  }

  @Test
  void theRecorderReadsWhatIsCommittedAndNothingElse() throws Exception {
    List<Operation.RecordRead> heard = new CopyOnWriteArrayList<>();
    Path file = folder.resolve("recorded.jsonl");
    try (var history = new HistoryWriter(file);
        var recorder = new Recorder(system.kafka(), history, heard::add)) {
      transaction("kept", true);
      transaction("given-up", false);
      commit("readers", 3);
      commit("readers", 7);
      Map<String, Long> ends = recorder.awaitEnd(LONG);
      assertThat(ends).containsKey(Topics.ROLLOUTS_CHANGED + "-0");
    }
    List<Operation> operations = new ArrayList<>();
    HistoryReader.read(file, operations::add);
    assertThat(operations.stream().filter(RecordRead.class::isInstance).map(RecordRead.class::cast))
        .filteredOn(record -> record.topic().equals(Topics.IMAGES_CLASSIFIED))
        .extracting(RecordRead::key)
        .containsExactly("kept");
    assertThat(
            operations.stream()
                .filter(OffsetCommitted.class::isInstance)
                .map(OffsetCommitted.class::cast))
        .extracting(
            OffsetCommitted::group,
            OffsetCommitted::topic,
            OffsetCommitted::partition,
            OffsetCommitted::committed)
        .contains(
            tuple("readers", Topics.IMAGES_UPLOADED, 1, 3L),
            tuple("readers", Topics.IMAGES_UPLOADED, 1, 7L));
    assertThat(heard).extracting(RecordRead::key).contains("kept").doesNotContain("given-up");
  }

  private void transaction(String key, boolean kept) {
    Map<String, Object> settings = new HashMap<>(system.kafka());
    settings.put("transactional.id", key);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(Topics.IMAGES_CLASSIFIED, key, "{}"));
      producer.flush();
      if (kept) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private void commit(String group, long offset) {
    Map<String, Object> settings = new HashMap<>(system.kafka());
    settings.put("group.id", group);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.IMAGES_UPLOADED, 1);
      consumer.assign(List.of(partition));
      consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
    }
  }
}
