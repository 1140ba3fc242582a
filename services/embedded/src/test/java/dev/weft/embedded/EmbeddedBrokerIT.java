package dev.weft.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path dir;

  @Test
  void recordsAndTransactionsOutliveARestart() throws Exception {
    try (var broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      createTopic(broker.bootstrapServers());
      produce(broker.bootstrapServers(), "first");
      assertThat(consume(broker.bootstrapServers(), 1)).containsExactly("first");
    }
    try (var broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      produce(broker.bootstrapServers(), "second");
      assertThat(consume(broker.bootstrapServers(), 2)).containsExactly("first", "second");
    }
  }

  @Test
  void threeNodesAreOneClusterThatServesWithoutAnyOneOfThem() throws Exception {
    List<Integer> ports = List.of(Ports.free(), Ports.free(), Ports.free());
    List<Integer> controllers = List.of(Ports.free(), Ports.free(), Ports.free());
    String all = "127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d".formatted(ports.toArray());
    List<EmbeddedBroker> nodes = new ArrayList<>(together(3, n -> node(n, ports, controllers)));
    try {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", all))) {
        admin.createTopics(List.of(new NewTopic("words", 1, (short) 3))).all().get();
        List<Node> copies =
            admin
                .describeTopics(List.of("words"))
                .allTopicNames()
                .get()
                .get("words")
                .partitions()
                .get(0)
                .replicas();
        assertThat(copies).hasSize(3);
      }
      List<String> written = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        nodes.get(n).close();
        written.add("without-" + n);
        produce(all, "without-" + n);
        nodes.set(n, node(n, ports, controllers));
      }
      assertThat(consume(all, 3)).isEqualTo(written);
    } finally {
      closeTogether(nodes);
    }
  }

  /**
   * Closes all nodes. The last may find no quorum to announce its stop to, for which Kafka waits
   * five minutes unless it is interrupted.
   */
  private static void closeTogether(List<EmbeddedBroker> nodes) throws InterruptedException {
    List<Thread> closing = nodes.stream().map(node -> new Thread(node::close)).toList();
    closing.forEach(Thread::start);
    for (Thread thread : closing) {
      thread.join(Duration.ofSeconds(20).toMillis());
      thread.interrupt();
      thread.join();
    }
  }

  private EmbeddedBroker node(int n, List<Integer> ports, List<Integer> controllers) {
    String here = "127.0.0.1:" + controllers.get(n);
    String broker = "PLAINTEXT://127.0.0.1:" + ports.get(n);
    String voters =
        IntStream.range(0, 3)
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
            .collect(Collectors.joining(","));
    Map<String, String> own = new HashMap<>();
    own.put("node.id", Integer.toString(n + 1));
    own.put("listeners", broker + ",CONTROLLER://" + here);
    own.put("advertised.listeners", broker + ",CONTROLLER://" + here);
    own.put("controller.quorum.voters", voters);
    own.put("controller.quorum.election.timeout.ms", "1000");
    own.put("min.insync.replicas", "2");
    own.put("offsets.topic.replication.factor", "3");
    own.put("transaction.state.log.replication.factor", "3");
    own.put("transaction.state.log.min.isr", "2");
    return EmbeddedBroker.start(dir.resolve("node-" + n), ports.get(n), own);
  }

  /**
   * Runs an action for each node in parallel, since a single node waits for another before it
   * serves.
   */
  private static <T> List<T> together(int count, IntFunction<T> each) {
    List<CompletableFuture<T>> all =
        IntStream.range(0, count)
            .mapToObj(
                n ->
                    CompletableFuture.supplyAsync(
                        () -> each.apply(n), work -> new Thread(work).start()))
            .toList();
    return all.stream().map(CompletableFuture::join).toList();
  }

  @Test
  void aBrokerProcessThatCannotStartEndsAndSaysWhy() throws Exception {
    Path said = dir.resolve("said");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                dir.resolve("kafka").toString(),
                Integer.toString(Ports.free()),
                "node.id=1",
                "controller.quorum.voters=2@127.0.0.1:1")
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(said)
        .content()
        .contains("the broker did not start", "the node id 1 must be included");
  }

  @Test
  void aTakenPortIsNamedTogetherWithTheOptionThatChangesIt() {
    try (var broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dir.resolve("other"), broker.port()))
          .isInstanceOf(PortTakenException.class)
          .hasMessageContaining("port " + broker.port())
          .hasMessageContaining("--kafka-port");
    }
  }

  private static void createTopic(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic("words", 1, (short) 1))).all().get();
    }
  }

  private static void produce(String servers, String value) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", servers, "transactional.id", "words", "acks", "all");
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("words", "key", value));
      producer.commitTransaction();
    }
  }

  private static List<String> consume(String servers, int count) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "group.id",
            "readers-" + count,
            "auto.offset.reset",
            "earliest",
            "isolation.level",
            "read_committed");
    Instant end = Instant.now().plusSeconds(20);
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("words"));
      while (values.size() < count && Instant.now().isBefore(end)) {
        consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
      }
    }
    return values;
  }
}
