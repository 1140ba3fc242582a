package dev.weft.fuzz;

import dev.weft.events.catalog.EventType;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A Kafka record: a line with its topic, one with its key, lines with headers {@code name: value},
 * an empty line, and the value. A valid event must be valid again after it was written.
 */
final class EventTarget implements Target {
  private final EventCodec codec = new EventCodec();

  @Override
  public void read(byte[] input) {
    Lines lines = new Lines(input);
    String topic = lines.next();
    if (EventType.ofTopic(topic).isEmpty()) {
      return;
    }
    String key = lines.next();
    var record = new ConsumerRecord<String, byte[]>(topic, 0, 7, key.isEmpty() ? null : key, null);
    var headers = record.headers();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.add(
            line.substring(0, colon),
            line.substring(colon + 2).getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    Decoded<?> decoded = codec.decode(copy(record, lines.rest()));
    if (decoded instanceof Decoded.Valid<?> valid) {
      var again = codec.encode(valid.event(), valid.cloudEvent());
      var second = new ConsumerRecord<>(topic, 0, 8, again.key(), again.value());
      again.headers().forEach(second.headers()::add);
      if (!(codec.decode(second) instanceof Decoded.Valid<?> same)
          || !same.event().equals(valid.event())) {
        throw new AssertionError("written and read again, it is not the same: " + valid.event());
      }
    }
  }

  private static ConsumerRecord<String, byte[]> copy(
      ConsumerRecord<String, byte[]> record, byte[] value) {
    var copy = new ConsumerRecord<>(record.topic(), 0, 7, record.key(), value);
    record.headers().forEach(copy.headers()::add);
    return copy;
  }
}
