package dev.weft.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weft.events.catalog.EventType;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** asyncapi.yaml says how topics are made. */
class DescribedTopicsTest {

  private static final Path API = Path.of("..", "..", "schemas", "asyncapi.yaml");

  @Test
  void channels_are_as_topics_are_made() throws IOException {
    for (JsonNode channel : new YAMLMapper().readTree(API.toFile()).get("channels")) {
      JsonNode kafka = channel.at("/bindings/kafka");
      String topic = channel.get("address").textValue();
      TopicSettings settings = TopicSettings.DEFAULT;

      assertThat(kafka.get("topic").textValue()).isEqualTo(topic);
      assertThat(kafka.get("partitions").intValue()).isEqualTo(settings.partitions());
      boolean compacted = EventType.ofTopic(topic).stream().anyMatch(EventType::isCompacted);
      assertThat(kafka.at("/topicConfiguration/cleanup.policy"))
          .map(JsonNode::textValue)
          .containsExactly(compacted ? "compact" : "delete");
      String retention = compacted ? "delete.retention.ms" : "retention.ms";
      assertThat(kafka.at("/topicConfiguration/" + retention).longValue())
          .isEqualTo(settings.retention(topic).toMillis());
    }
  }
}
