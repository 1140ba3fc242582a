package dev.weft.gateway.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class SharedDecoderTest {
  private final List<String> decoded = new ArrayList<>();
  private final SharedDecoder decoder = new SharedDecoder(this::decode);

  private Optional<WeftEvent> decode(ConsumerRecord<String, byte[]> record) {
    String text = new String(record.value(), StandardCharsets.UTF_8);
    decoded.add(text);
    return text.isEmpty() ? Optional.empty() : Optional.of(event(text));
  }

  private static WeftEvent event(String imageId) {
    return new ImageErased(imageId, null, ErasureSource.REQUEST, null, Instant.EPOCH);
  }

  private static ConsumerRecord<String, byte[]> record(int partition, long offset, String text) {
    return new ConsumerRecord<>(
        Topics.IMAGES_ERASED, partition, offset, text, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void twoReadersDecodeOnce() {
    for (int offset = 0; offset < 100; offset++) {
      assertThat(decoder.decode(record(0, offset, "image-" + offset)))
          .contains(event("image-" + offset));
    }
    for (int offset = 0; offset < 100; offset++) {
      assertThat(decoder.decode(record(0, offset, "image-" + offset)))
          .contains(event("image-" + offset));
    }

    assertThat(decoded).hasSize(100);
  }

  @Test
  void anEventThatBothHaveReadIsNotKept() {
    decoder.decode(record(0, 7, "image"));
    decoder.decode(record(0, 7, "image"));
    decoder.decode(record(0, 7, "image"));

    assertThat(decoded).hasSize(2);
  }

  @Test
  void otherContentAtTheSameOffsetIsDecoded() {
    decoder.decode(record(0, 7, "before"));

    assertThat(decoder.decode(record(0, 7, "after"))).contains(event("after"));
  }

  @Test
  void anotherTypeOfTheSameContentIsDecoded() {
    decoder.decode(record(0, 7, "image"));
    ConsumerRecord<String, byte[]> other = record(0, 7, "image");
    other.headers().add("ce_type", "other".getBytes(StandardCharsets.UTF_8));

    decoder.decode(other);

    assertThat(decoded).hasSize(2);
  }

  @Test
  void aReaderThatIsFarBehindDecodesAgain() {
    for (int offset = 0; offset < 5000; offset++) {
      decoder.decode(record(0, offset, "image-" + offset));
    }

    assertThat(decoder.decode(record(0, 0, "image-0"))).contains(event("image-0"));
    assertThat(decoded).hasSize(5001);
  }

  @Test
  void anInvalidRecordIsReportedToEachReader() {
    assertThat(decoder.decode(record(0, 7, ""))).isEmpty();
    assertThat(decoder.decode(record(0, 7, ""))).isEmpty();

    assertThat(decoded).hasSize(2);
  }
}
