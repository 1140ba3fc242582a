package dev.weft.kafka.read;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.kafka.group.ReplicaClients;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TopicFollowerIT {

  private static final int PARTITIONS = 2;

  @TempDir static Path dir;

  private static EmbeddedBroker broker;
  private static Map<String, Object> kafka;
  private static ReplicaClients clients;
  private static Producer<String, byte[]> producer;

  private final String topic = "followed-" + UUID.randomUUID();
  private final String name = "follower-" + UUID.randomUUID();
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final List<TopicFollower> followers = new ArrayList<>();

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir, 0);
    kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    clients = new ReplicaClients(kafka, "test", "one");
    producer = clients.plain("test");
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ZERO);
    broker.close();
  }

  @AfterEach
  void closeFollowers() {
    followers.forEach(TopicFollower::close);
  }

  @Test
  void whatWasThereIsReadAndThenWhatComes() throws Exception {
    make(topic);
    make(topic + "-2");
    send(topic, 0, "a");
    send(topic, 1, "b");
    send(topic + "-2", 0, "c");

    TopicFollower follower = follow(null, topic, topic + "-2");
    await().atMost(TIMEOUT).until(follower::isCaughtUp);
    assertThat(read).containsExactlyInAnyOrder("a", "b", "c");

    send(topic + "-2", 1, "d");
    awaitRead("a", "b", "c", "d");
    assertThat(follower.failure()).isEmpty();
  }

  @Test
  void ofTopicsWithoutRecordsNothingIsMissing() throws Exception {
    make(topic);

    await().atMost(TIMEOUT).until(follow(null, topic)::isCaughtUp);

    assertThat(read).isEmpty();
  }

  @Test
  void aBrokerThatRestartsLosesAndRepeatsNothing() throws Exception {
    make(topic);
    send(topic, 0, "a");
    follow(null, topic);
    awaitRead("a");

    broker.close();
    broker = EmbeddedBroker.start(dir, broker.port());

    send(topic, 0, "b");
    send(topic, 1, "c");
    awaitRead("a", "b", "c");
  }

  @Test
  void olderRecordsThanAskedForAreNotRead() throws Exception {
    make(topic);
    Instant now = Instant.now();
    send(topic, 0, "hours ago", now.minus(Duration.ofHours(2)));
    send(topic, 0, "minutes ago", now.minus(Duration.ofMinutes(10)));
    send(topic, 1, "hours ago, too", now.minus(Duration.ofHours(3)));

    await().atMost(TIMEOUT).until(follow(Duration.ofHours(1), topic)::isCaughtUp);
    send(topic, 1, "now");

    awaitRead("minutes ago", "now");
  }

  @Test
  void aRecordThatTheReaderThrowsForIsPassedOver() throws Exception {
    make(topic);
    send(topic, 0, "bad");
    send(topic, 0, "good");

    follow(null, topic);

    awaitRead("good");
  }

  @Test
  void whatWasTakenBackIsNotReadAndNotWaitedFor() throws Exception {
    make(topic);
    try (var transactional = clients.transactional()) {
      transactional.initTransactions();
      transactional.beginTransaction();
      transactional.send(record(topic, 0, "kept", Instant.now()));
      transactional.commitTransaction();
      transactional.beginTransaction();
      transactional.send(record(topic, 0, "taken back", Instant.now()));
      transactional.flush();
      transactional.abortTransaction();
    }

    await().atMost(TIMEOUT).until(follow(null, topic)::isCaughtUp);

    assertThat(read).containsExactly("kept");
  }

  @Test
  void aTopicThatIsNotThereYetIsNamedAndWaitedFor() throws Exception {
    TopicFollower follower = follow(null, topic);
    await()
        .atMost(TIMEOUT)
        .until(() -> follower.failure().equals(Optional.of("there is no topic " + topic)));
    assertThat(follower.isCaughtUp()).isFalse();

    make(topic);
    send(topic, 0, "a");

    awaitRead("a");
    assertThat(follower.failure()).isEmpty();
  }

  @Test
  void aFollowerThatIsClosedLeavesNoThread() throws Exception {
    make(topic);
    TopicFollower follower = follow(null, topic);
    await().atMost(TIMEOUT).until(follower::isCaughtUp);

    follower.close();

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(name);
  }

  private TopicFollower follow(Duration back, String... topics) {
    var follower = new TopicFollower(kafka, name, List.of(topics), back, this::read);
    followers.add(follower);
    follower.start();
    return follower;
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    String value = new String(record.value(), UTF_8);
    if (value.equals("bad")) {
      throw new IllegalArgumentException("bad, as this test wants it");
    }
    read.add(value);
  }

  private void awaitRead(String... values) {
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(read).containsExactlyInAnyOrder(values));
  }

  private static void make(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka)) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
  }

  private static void send(String topic, int partition, String value) throws Exception {
    send(topic, partition, value, Instant.now());
  }

  private static void send(String topic, int partition, String value, Instant at) throws Exception {
    producer.send(record(topic, partition, value, at)).get();
  }

  private static ProducerRecord<String, byte[]> record(
      String topic, int partition, String value, Instant at) {
    return new ProducerRecord<>(topic, partition, at.toEpochMilli(), "key", value.getBytes(UTF_8));
  }
}
