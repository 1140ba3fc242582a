package dev.weft.kafka.topic;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.Ports;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TopicSetupIT {

  private static final List<String> ALL =
      Stream.concat(
              Arrays.stream(EventType.values()).map(EventType::topic),
              Stream.of(Topics.S3_NOTIFICATIONS))
          .distinct()
          .sorted()
          .toList();

  @TempDir static Path dir;

  private static EmbeddedBroker broker;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir, 0);
    admin = Admin.create(clientConfig(broker.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    broker.close();
  }

  @AfterEach
  void deleteTopics() throws Exception {
    admin.deleteTopics(topics()).all().get();
    await().atMost(TIMEOUT).until(() -> topics().isEmpty());
  }

  private static Set<String> topics() throws Exception {
    return admin.listTopics().names().get();
  }

  @Test
  void missingTopicsAreMadeOnce() throws Exception {
    assertThat(setup(true).ensure()).isEqualTo(new TopicLayout(4, 4, ALL));
    assertThat(setup(true).ensure()).isEqualTo(new TopicLayout(4, 4, List.of()));

    Config uploaded = config(Topics.IMAGES_UPLOADED);
    assertThat(uploaded.get("cleanup.policy").value()).isEqualTo("delete");
    assertThat(uploaded.get("retention.ms").value()).isEqualTo("2592000000");
    for (String topic :
        List.of(Topics.S3_NOTIFICATIONS, Topics.MODELS_MEASURED, Topics.ROLLOUTS_OBSERVED)) {
      assertThat(config(topic).get("retention.ms").value()).isEqualTo("604800000");
    }
    for (String topic :
        List.of(Topics.IMAGES_LABELED, Topics.MODELS_PUBLISHED, Topics.ROLLOUTS_CHANGED)) {
      assertThat(config(topic).get("cleanup.policy").value()).isEqualTo("compact");
      assertThat(config(topic).get("delete.retention.ms").value()).isEqualTo("2592000000");
    }
    Config erased = config(Topics.IMAGES_ERASED);
    assertThat(erased.get("cleanup.policy").value()).isEqualTo("compact,delete");
    assertThat(erased.get("retention.ms").value()).isEqualTo("2592000000");
  }

  private static Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  @Test
  void labelsThatWouldBeDeletedAfterAWhileAreRefused() throws Exception {
    make(Topics.IMAGES_LABELED, 4);

    assertThatThrownBy(() -> setup(true).ensure())
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining("weft.images.labeled")
        .hasMessageContaining("its cleanup.policy is delete")
        .hasMessageContaining("--add-config cleanup.policy=compact");
  }

  @Test
  void servicesThatStartTogetherMakeThemTogether() {
    List<CompletableFuture<TopicLayout>> starts =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> setup(true).ensure()))
            .limit(4)
            .toList();

    assertThat(starts).allSatisfy(start -> assertThat(start.join().imagePartitions()).isEqualTo(4));
  }

  @Test
  void missingTopicsFollowThePartitionsOfThoseThatAreThere() throws Exception {
    make(Topics.IMAGES_UPLOADED, 6);

    TopicLayout layout = setup(true).ensure();

    assertThat(layout.imagePartitions()).isEqualTo(6);
    assertThat(layout.notificationPartitions()).isEqualTo(4);
    assertThat(layout.created()).doesNotContain(Topics.IMAGES_UPLOADED).hasSize(ALL.size() - 1);
  }

  @Test
  void topicsThatDoNotBelongTogetherAreRefused() throws Exception {
    make(Topics.IMAGES_UPLOADED, 6);
    make(Topics.IMAGES_REJECTED, 2);

    assertThatThrownBy(() -> setup(true).ensure())
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining("weft.images.rejected has 2, weft.images.uploaded has 6")
        .extracting(e -> ((TopicSetupException) e).retryable())
        .isEqualTo(false);
  }

  @Test
  void aServiceThatMayNotMakeTopicsNamesTheMissingOnes() throws Exception {
    make(Topics.IMAGES_UPLOADED, 4);

    assertThatThrownBy(() -> setup(false).ensure())
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining(
            "lacks weft.images.classified, weft.images.erased, weft.images.failed, weft.images.labeled,"
                + " weft.images.rejected, weft.models.drifted, weft.models.measured,"
                + " weft.models.published, weft.rollouts.changed, weft.rollouts.observed,"
                + " weft.rollouts.refused, weft.rollouts.requested, weft.s3.notifications,"
                + " weft.training.progressed, weft.training.requested.")
        .hasMessageContaining("weft.topics.create=true");
  }

  @Test
  void aServiceThatMayNotMakeTopicsIsContentWithWhatIsThere() {
    setup(true).ensure();

    assertThat(setup(false).ensure()).isEqualTo(new TopicLayout(4, 4, List.of()));
  }

  @Test
  void whatTheBrokerRefusesIsSaid() {
    TopicSettings threeCopies =
        new TopicSettings(
            true, 4, OptionalInt.of(3), Duration.ofDays(1), Map.of(), Duration.ofSeconds(10));

    assertThatThrownBy(
            () -> new TopicSetup(clientConfig(broker.bootstrapServers()), threeCopies).ensure())
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining(broker.bootstrapServers() + " rejected the creation of Weft's topics")
        .hasMessageContaining("eplication factor");
  }

  @Test
  void aBrokerThatIsNotThereIsNamedWithinTheTimeout() {
    String nobody = "127.0.0.1:" + Ports.free();
    TopicSettings impatient = settings(true, Duration.ofSeconds(1));

    assertThatThrownBy(() -> new TopicSetup(clientConfig(nobody), impatient).ensure())
        .isInstanceOf(TopicSetupException.class)
        .hasMessage(
            "No Kafka broker responded at %s within 1 s. Start one there, or set"
                + " kafka.bootstrap.servers; if it requires TLS, set kafka.security.protocol.",
            nobody)
        .extracting(e -> ((TopicSetupException) e).retryable())
        .isEqualTo(true);
  }

  @Test
  void anAddressThatIsNoneIsNamed() {
    assertThatThrownBy(
            () -> new TopicSetup(clientConfig("nowhere"), TopicSettings.DEFAULT).ensure())
        .isInstanceOf(TopicSetupException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("kafka.bootstrap.servers");
  }

  @Test
  void whetherOffsetsAreKeptAsLongAsEventsIsAskedOfTheBroker() throws Exception {
    setup(true).ensure();
    var offsets =
        new OffsetsRetention(
            clientConfig(broker.bootstrapServers()),
            Topics.IMAGES_UPLOADED,
            Duration.ofSeconds(20));
    assertThat(offsets.advice()).isEmpty();

    var uploaded = new ConfigResource(ConfigResource.Type.TOPIC, Topics.IMAGES_UPLOADED);
    var longer =
        new AlterConfigOp(
            new ConfigEntry("retention.ms", Long.toString(Duration.ofDays(400).toMillis())),
            AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(uploaded, List.of(longer))).all().get();

    await()
        .atMost(TIMEOUT)
        .until(() -> offsets.advice().filter(OffsetsRetention.Advice::isShort).isPresent());
  }

  private static TopicSetup setup(boolean create) {
    return new TopicSetup(
        clientConfig(broker.bootstrapServers()), settings(create, Duration.ofSeconds(20)));
  }

  private static TopicSettings settings(boolean create, Duration timeout) {
    TopicSettings usual = TopicSettings.DEFAULT;
    return new TopicSettings(
        create, 4, OptionalInt.empty(), usual.retention(), usual.retentions(), timeout);
  }

  private static Map<String, Object> clientConfig(String bootstrapServers) {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  private static void make(String topic, int partitions) throws Exception {
    NewTopic made = new NewTopic(topic, Optional.of(partitions), Optional.empty());
    admin.createTopics(List.of(made)).all().get();
    await().atMost(TIMEOUT).until(() -> topics().contains(topic));
  }
}
