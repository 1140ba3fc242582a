package dev.weft.rollout.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.ImageId;
import dev.weft.events.RolloutRefused;
import dev.weft.events.RolloutRefused.Reason;
import dev.weft.events.RolloutRequested;
import dev.weft.events.WeftEvent;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.JsonRefusedException;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.rollout.state.Answer;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes decisions and answers down as records. */
final class Sheet {
  private static final String SOURCE = "/weft/rollout";

  private final EventCodec codec;

  Sheet(EventCodec codec) {
    this.codec = codec;
  }

  ProducerRecord<String, byte[]> change(Served next) {
    return codec.encode(next.event(), CloudEvent.of(next.event(), SOURCE));
  }

  ProducerRecord<String, byte[]> answer(
      ConsumerRecord<String, byte[]> record,
      RolloutRequested order,
      ModelState state,
      Answer answer) {
    if (answer instanceof Answer.Accepted accepted) {
      return caused(record, accepted.next().event());
    }
    Answer.Refused refused = (Answer.Refused) answer;
    return caused(
        record,
        new RolloutRefused(
            order.orderId(),
            order.model(),
            state.revision(),
            refused.reason(),
            refused.detail(),
            Instant.now()));
  }

  /** The refusal of what is no order but says which it wants to be; nothing if it does not. */
  List<ProducerRecord<String, byte[]>> invalid(
      ConsumerRecord<String, byte[]> record, String detail, Map<String, ModelState> states) {
    try {
      JsonNode tree = EventJson.parse(record.value() == null ? new byte[0] : record.value());
      String id = tree.path("orderId").textValue();
      ModelState state = states.get(record.key());
      return ImageId.isValid(id) && state != null
          ? List.of(
              caused(
                  record,
                  new RolloutRefused(
                      id,
                      state.model(),
                      state.revision(),
                      Reason.INVALID_ORDER,
                      detail,
                      Instant.now())))
          : List.of();
    } catch (JsonRefusedException e) {
      return List.of();
    }
  }

  private ProducerRecord<String, byte[]> caused(
      ConsumerRecord<String, byte[]> record, WeftEvent event) {
    return codec.encode(event, CloudEvent.causedBy(EventCodec.origin(record), event, SOURCE));
  }
}
