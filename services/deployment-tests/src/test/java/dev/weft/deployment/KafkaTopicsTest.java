package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.kafka.topic.TopicSettings;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator creates the same topics as the code would. */
@WithProgram("kubectl")
class KafkaTopicsTest {

  @ParameterizedTest
  @EnumSource
  void everyTopicOfTheCodeIsMadeAndNoOther(Overlay overlay) throws IllegalAccessException {
    List<String> topics = new ArrayList<>();
    for (Field field : Topics.class.getFields()) {
      topics.add((String) field.get(null));
    }

    assertThat(overlay.of("KafkaTopic").map(Manifest::name))
        .containsExactlyInAnyOrderElementsOf(topics);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsAsTheCodeWouldMakeIt(Overlay overlay) {
    TopicSettings settings = TopicSettings.DEFAULT;
    overlay
        .of("KafkaTopic")
        .forEach(
            topic -> {
              JsonNode config = topic.spec().path("config");
              List<EventType> types = EventType.ofTopic(topic.name());
              boolean compacted = types.stream().anyMatch(EventType::isCompacted);
              boolean retained = types.stream().allMatch(EventType::isRetained);
              String millis = Long.toString(settings.retention(topic.name()).toMillis());
              Map<String, String> made = new TreeMap<>();
              if (compacted) {
                made.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis);
              }
              if (retained) {
                made.put(TopicConfig.RETENTION_MS_CONFIG, millis);
              }
              made.put(
                  TopicConfig.CLEANUP_POLICY_CONFIG,
                  compacted && retained ? "compact,delete" : compacted ? "compact" : "delete");
              Map<String, String> said = new TreeMap<>();
              config
                  .properties()
                  .forEach(entry -> said.put(entry.getKey(), entry.getValue().asText()));
              said.remove(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);

              assertThat(topic.spec().path("partitions").asInt())
                  .as(topic.toString())
                  .isEqualTo(settings.partitions());
              assertThat(said).as(topic.toString()).isEqualTo(made);
            });
  }

  @ParameterizedTest
  @EnumSource
  void aBrokerThatIsAwayLosesNothingButInDevelopment(Overlay overlay) {
    int copies = overlay == Overlay.DEV ? 1 : 3;
    int acknowledged = overlay == Overlay.DEV ? 1 : 2;
    overlay
        .of("KafkaTopic")
        .forEach(
            topic -> {
              assertThat(topic.spec().path("replicas").asInt()).isEqualTo(copies);
              assertThat(topic.spec().at("/config/min.insync.replicas").asInt())
                  .isEqualTo(acknowledged);
            });
    JsonNode config = overlay.named("Kafka", "weft").spec().at("/kafka/config");
    for (String key :
        List.of(
            "default.replication.factor",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor")) {
      assertThat(config.path(key).asInt()).as(key).isEqualTo(copies);
    }
    assertThat(config.path("min.insync.replicas").asInt()).isEqualTo(acknowledged);
    assertThat(config.path("transaction.state.log.min.isr").asInt()).isEqualTo(acknowledged);
  }

  @ParameterizedTest
  @EnumSource
  void offsetsOfAGroupThatIsAwayAreKeptLongerThanAnyEvent(Overlay overlay) {
    long offsets =
        overlay
            .named("Kafka", "weft")
            .spec()
            .at("/kafka/config/offsets.retention.minutes")
            .asLong();

    assertThat(overlay.of("KafkaTopic"))
        .allSatisfy(
            topic ->
                assertThat(topic.spec().path("config").path("retention.ms").asLong())
                    .isLessThan(Duration.ofMinutes(offsets).toMillis()));
  }
}
