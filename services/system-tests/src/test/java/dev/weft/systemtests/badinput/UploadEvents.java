package dev.weft.systemtests.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records on {@code weft.images.uploaded}, valid and invalid. */
final class UploadEvents {

  private static final EventCodec CODEC = new EventCodec();
  private static final ObjectMapper JSON = new ObjectMapper();

  private UploadEvents() {}

  /** A valid event. */
  static ProducerRecord<String, byte[]> event(String id, ObjectRef object, Instant deadline) {
    return event(new ImageUploaded(id, object, "image/png", Instant.now(), deadline, Map.of()));
  }

  static ProducerRecord<String, byte[]> event(ImageUploaded event) {
    return CODEC.encode(event, CloudEvent.of(event, "/system-tests"));
  }

  /** The value of a valid event, with a change. */
  static ProducerRecord<String, byte[]> edited(
      String id, ObjectRef object, Consumer<ObjectNode> edit) {
    try {
      ObjectNode value = (ObjectNode) JSON.readTree(event(id, object, null).value());
      edit.accept(value);
      return raw(id, value.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A record with any text as its value. */
  static ProducerRecord<String, byte[]> raw(String key, String value) {
    return raw(key, value == null ? null : value.getBytes(UTF_8));
  }

  static ProducerRecord<String, byte[]> raw(String key, byte[] value) {
    return new ProducerRecord<>(Topics.IMAGES_UPLOADED, key, value);
  }

  /** A copy of a record with another header. */
  static ProducerRecord<String, byte[]> with(
      ProducerRecord<String, byte[]> record, String header, String value) {
    record.headers().remove(header).add(header, value == null ? null : value.getBytes(UTF_8));
    return record;
  }

  static ProducerRecord<String, byte[]> without(
      ProducerRecord<String, byte[]> record, String header) {
    record.headers().remove(header);
    return record;
  }
}
