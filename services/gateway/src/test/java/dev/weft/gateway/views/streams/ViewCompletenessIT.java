package dev.weft.gateway.views.streams;

import static dev.weft.gateway.Events.classified;
import static dev.weft.gateway.Events.uploaded;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.topics.ImageTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewCompletenessIT {

  private static final String GROUP = "views-it";
  private static final EventCodec CODEC = new EventCodec();

  @TempDir Path dir;
  private EmbeddedBroker broker;
  private Map<String, Object> client;
  private Admin admin;
  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    client = Map.of("bootstrap.servers", broker.bootstrapServers());
    admin = Admin.create(client);
    admin
        .createTopics(
            ImageTopics.ALL.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
        .all()
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    producer.close();
    admin.close();
    broker.close();
  }

  @Test
  void viewsWhoseChangelogsWereLostAreNotWholeUntilTheyAreBuiltAgain() throws Exception {
    for (int i = 0; i < 5; i++) {
      publish(uploaded("a" + i, i));
      publish(classified("a" + i, "hat", i));
    }
    assertThat(checkedOnce("a4")).isInstanceOf(ViewState.Whole.class);
    // The same views, restarted and with more records, are complete.
    publish(uploaded("b", 9));
    assertThat(checkedOnce("b")).isInstanceOf(ViewState.Whole.class);

    loseViews();
    try (ViewStreams views = views();
        ViewCompleteness completeness = completeness(views)) {
      awaitRunning(views);
      assertThat(completeness.check())
          .isInstanceOfSatisfying(
              ViewState.Incomplete.class,
              lost ->
                  assertThat(lost.gaps())
                      .anyMatch(gap -> gap.contains("partition 0 of " + Topics.IMAGES_UPLOADED)));
      // New records are in the views; earlier ones are still missing.
      publish(uploaded("c", 10));
      await().atMost(TIMEOUT).until(() -> views.local().get("c").isPresent());
      awaitCommitted();
      assertThat(completeness.check()).isInstanceOf(ViewState.Incomplete.class);
      assertThat(completeness.incomplete()).isPositive();
    }

    // The recovery that the log message describes.
    Map<TopicPartition, OffsetAndMetadata> earliest = new HashMap<>();
    ImageTopics.ALL.forEach(
        topic -> earliest.put(new TopicPartition(topic, 0), new OffsetAndMetadata(0)));
    // A static member that has left is removed when its session times out.
    await()
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                admin
                    .alterConsumerGroupOffsets(GROUP, earliest)
                    .all()
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
    assertThat(checkedOnce("a0")).isInstanceOf(ViewState.Whole.class);
  }

  @Test
  void viewsThatHaveNotReadWhatIsThereAreBehind() throws Exception {
    publish(uploaded("a", 1));
    assertThat(checkedOnce("a")).isInstanceOf(ViewState.Whole.class);
    for (int i = 0; i < 1_500; i++) {
      publish(uploaded("b" + i, 1));
    }
    try (ViewStreams views = views();
        ViewCompleteness completeness = completeness(views)) {
      awaitRunning(views);
      // The views are being read in the background: they are either reported as behind, or have
      // caught up.
      ViewState first = completeness.check();
      assertThat(first).isNotInstanceOf(ViewState.Incomplete.class);
      await().atMost(TIMEOUT).until(() -> views.local().get("b1499").isPresent());
      awaitCommitted();
      assertThat(completeness.check()).isInstanceOf(ViewState.Whole.class);
    }
  }

  private ViewState checkedOnce(String imageId) {
    try (ViewStreams views = views();
        ViewCompleteness completeness = completeness(views)) {
      awaitRunning(views);
      await()
          .atMost(TIMEOUT)
          .ignoreExceptions()
          .until(() -> views.local().get(imageId).filter(v -> v.uploaded() != null).isPresent());
      awaitCommitted();
      return completeness.check();
    }
  }

  private void awaitRunning(ViewStreams views) {
    views.start();
    await().atMost(TIMEOUT).until(views::isRunning);
  }

  /** Waits until the views have processed all records. */
  private void awaitCommitted() {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              TopicPartition partition = new TopicPartition(Topics.IMAGES_UPLOADED, 0);
              long end =
                  admin
                      .listOffsets(Map.of(partition, OffsetSpec.latest()))
                      .partitionResult(partition)
                      .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                      .offset();
              OffsetAndMetadata passed =
                  admin
                      .listConsumerGroupOffsets(GROUP)
                      .partitionsToOffsetAndMetadata()
                      .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                      .get(partition);
              return passed != null && passed.offset() >= end;
            });
  }

  private ViewStreams views() {
    return new ViewStreams(
        new ViewSettings(
            GROUP,
            client,
            new HostInfo("127.0.0.1", 1),
            dir.resolve("views"),
            1,
            0,
            16L << 20,
            Duration.ofSeconds(6),
            ViewRetention.FOR_EVER),
        ImageTopics.ALL,
        new ImageTopics(CODEC));
  }

  private ViewCompleteness completeness(ViewStreams views) {
    return new ViewCompleteness(client, GROUP, ImageTopics.ALL, views.local());
  }

  private void publish(WeftEvent event) throws Exception {
    producer
        .send(CODEC.encode(event, CloudEvent.of(event, "/test")))
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /**
   * Deletes the changelogs and the local stores that were built from them. The group's offsets
   * remain.
   */
  private void loseViews() throws Exception {
    List<String> changelogs =
        admin.listTopics().names().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).stream()
            .filter(topic -> topic.startsWith(GROUP) && topic.endsWith("-changelog"))
            .toList();
    assertThat(changelogs).hasSize(2);
    admin.deleteTopics(changelogs).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                admin.listTopics().names().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).stream()
                    .noneMatch(changelogs::contains));
    try (Stream<Path> files = Files.walk(dir.resolve("views"))) {
      files.sorted(Comparator.reverseOrder()).forEach(ViewCompletenessIT::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
