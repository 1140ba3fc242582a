package dev.weft.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReaderTest {

  @Test
  void theOrderThatARecordWantsToBeIsFound() {
    assertThat(OrderReader.id(record("clothing", "{\"orderId\":\"o-1\",\"action\":7}")))
        .contains("o-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{}", "{\"orderId\":7}", "{\"orderId\":\"../a\"}"})
  void whoDoesNotSayWhichOrderItIsIsNotAnswered(String value) {
    assertThat(OrderReader.id(record("clothing", value))).isEmpty();
  }

  @Test
  void norWhoNamesNoModel() {
    assertThat(OrderReader.id(record(null, "{\"orderId\":\"o-1\"}"))).isEmpty();
    assertThat(OrderReader.id(record("No Model", "{\"orderId\":\"o-1\"}"))).isEmpty();
    assertThat(OrderReader.id(new ConsumerRecord<>("t", 0, 0, "clothing", null))).isEmpty();
  }

  private static ConsumerRecord<String, byte[]> record(String key, String value) {
    return new ConsumerRecord<>("t", 0, 0, key, value.getBytes(StandardCharsets.UTF_8));
  }
}
