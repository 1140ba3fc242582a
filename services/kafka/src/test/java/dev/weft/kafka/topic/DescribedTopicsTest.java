package dev.weft.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weft.events.catalog.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that asyncapi.yaml describes how topics are created. */
class DescribedTopicsTest {

  private static final Path API = Path.of("..", "..", "schemas", "asyncapi.yaml");

  @Test
  void channelsAreAsTopicsAreMade() throws IOException {
    for (JsonNode channel : new YAMLMapper().readTree(API.toFile()).get("channels")) {
      JsonNode kafka = channel.at("/bindings/kafka");
      String topic = channel.get("address").textValue();
      TopicSettings settings = TopicSettings.DEFAULT;

      assertThat(kafka.get("topic").textValue()).isEqualTo(topic);
      assertThat(kafka.get("partitions").intValue()).isEqualTo(settings.partitions());
      List<EventType> types = EventType.ofTopic(topic);
      boolean compacted = types.stream().anyMatch(EventType::isCompacted);
      boolean retained = types.stream().allMatch(EventType::isRetained);
      String millis = Long.toString(settings.retention(topic).toMillis());
      assertThat(kafka.at("/topicConfiguration/cleanup.policy"))
          .map(JsonNode::textValue)
          .containsExactly(policies(compacted, retained));
      assertThat(kafka.at("/topicConfiguration/delete.retention.ms").asText())
          .isEqualTo(compacted ? millis : "");
      assertThat(kafka.at("/topicConfiguration/retention.ms").asText())
          .isEqualTo(retained ? millis : "");
    }
  }

  private static String[] policies(boolean compacted, boolean retained) {
    return Stream.of(compacted ? "compact" : null, retained ? "delete" : null)
        .filter(Objects::nonNull)
        .toArray(String[]::new);
  }
}
