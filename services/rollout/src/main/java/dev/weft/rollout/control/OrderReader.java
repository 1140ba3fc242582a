package dev.weft.rollout.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.json.JsonRefusedException;
import dev.weft.events.kafka.EventCodec;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the order id of an invalid record, so that its refusal can name it. */
final class OrderReader {
  private OrderReader() {}

  /**
   * The order's id; empty if the record has no id or no model, so that no answer can be addressed.
   */
  static Optional<String> id(ConsumerRecord<String, byte[]> record) {
    boolean isReadable =
        record.value() != null
            && record.value().length <= EventCodec.MAX_VALUE_BYTES
            && record.key() != null
            && record.key().matches(ModelName.PATTERN);
    if (!isReadable) {
      return Optional.empty();
    }
    try {
      JsonNode tree = EventCodec.json(record);
      return Optional.ofNullable(tree.path("orderId").textValue()).filter(ImageId::isValid);
    } catch (JsonRefusedException e) {
      return Optional.empty();
    }
  }
}
