package dev.weft.trainer.labels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.kafka.topic.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTopicIT {
  private static final EventCodec CODEC = new EventCodec();

  @TempDir Path dir;

  @Test
  void theLastLabelOfAnImageCountsUntilItIsRemoved() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      new TopicSetup(kafka, TopicSettings.DEFAULT).ensure();
      LabelTopic topic = new LabelTopic(kafka, CODEC, "clothing");
      assertThat(topic.read("clothing").labels()).isEmpty();
      try (var producer =
          new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
        producer.send(record(label("a", "hat")));
        producer.send(record(label("a", "shoes")));
        producer.send(record(label("b", "hat")));
        producer.send(record(label("c", "hat")));
        producer.send(CODEC.removal(ImageLabeled.class, "c"));
        byte[] nonsense = "not JSON".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.IMAGES_LABELED, "d", nonsense));
        producer.flush();
        LabelSnapshot snapshot = topic.read("clothing");
        assertThat(snapshot.labels())
            .extracting(label -> label.imageId() + " " + label.label())
            .containsExactlyInAnyOrder("a shoes", "b hat");
        assertThat(topic.changedSince(snapshot.position(), "clothing").images()).isZero();
        producer.send(record(label("e", "hat")));
        producer.send(record(label("e", "shoes")));
        producer.flush();
        assertThat(topic.changedSince(snapshot.position(), "clothing").images()).isEqualTo(1);
        assertThat(topic.changedSince(Map.of(), "clothing").images())
            .as("those that can be read")
            .isEqualTo(4);

        producer.send(record(label("f", "boot", "shoes")));
        producer.send(record(label("g", "sandal", "shoes")));
        producer.send(CODEC.removal(ImageLabeled.class, "g"));
        producer.send(record(label("h", "hat", "clothing")));
        producer.flush();
        assertThat(topic.read("shoes").labels())
            .extracting(ImageLabeled::imageId)
            .containsExactly("f");
        assertThat(topic.read("clothing").labels())
            .extracting(ImageLabeled::imageId)
            .containsExactlyInAnyOrder("a", "b", "e", "h");
        assertThat(topic.changedSince(snapshot.position(), "clothing").images()).isEqualTo(2);
        assertThat(topic.changedSince(snapshot.position(), "shoes").images()).isEqualTo(2);
      }
    }
  }

  @Test
  void whatWasErasedSinceAPositionIsRead() {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0)) {
      Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
      new TopicSetup(kafka, TopicSettings.DEFAULT).ensure();
      ErasureTopic topic = new ErasureTopic(kafka, CODEC);
      assertThat(topic.ids()).isEmpty();
      try (var producer =
          new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
        producer.send(record(erased("a")));
        producer.send(new ProducerRecord<>(Topics.IMAGES_ERASED, "d", new byte[] {1}));
        producer.flush();
        ErasedImages.Erasures before = topic.since(Map.of());
        producer.send(record(erased("b")));
        producer.flush();

        assertThat(before.events()).extracting(ImageErased::imageId).containsExactly("a");
        assertThat(topic.since(before.position()).events())
            .extracting(ImageErased::imageId)
            .containsExactly("b");
        assertThat(topic.ids()).containsExactlyInAnyOrder("a", "b");
      }
    }
  }

  private static ImageErased erased(String id) {
    return new ImageErased(id, null, ErasureSource.REQUEST, null, Instant.now());
  }

  private static ProducerRecord<String, byte[]> record(ImageErased event) {
    return CODEC.encode(event, CloudEvent.of(event, "/test"));
  }

  private static ProducerRecord<String, byte[]> record(ImageLabeled event) {
    return CODEC.encode(event, CloudEvent.of(event, "/test"));
  }

  private static ImageLabeled label(String id, String label) {
    return label(id, label, null);
  }

  private static ImageLabeled label(String id, String label, String model) {
    Instant now = Instant.now();
    return new ImageLabeled(
        id,
        new ObjectRef("weft", "uploads/" + id, 1, "0".repeat(64)),
        label,
        now,
        LabelSource.PERSON,
        "someone",
        now,
        model);
  }
}
