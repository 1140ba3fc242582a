package dev.weft.backup.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record in a file, as a line of JSON: {@code offset}, {@code timestamp}, {@code key}, {@code
 * value} and {@code headers}, a list of objects with {@code key} and {@code value}. Bytes that are
 * not UTF-8 are in base64, in members named {@code keyBase64} and {@code valueBase64}; null is
 * omitted.
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredRecord(long offset, long timestamp, byte[] key, byte[] value, Headers headers) {

  static StoredRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new StoredRecord(
        record.offset(), record.timestamp(), record.key(), record.value(), record.headers());
  }

  static StoredRecord of(JsonNode json) {
    Headers headers = new RecordHeaders();
    json.path("headers")
        .forEach(header -> headers.add(header.path("key").asText(), bytes(header, "value")));
    return new StoredRecord(
        json.path("offset").longValue(),
        json.path("timestamp").longValue(),
        bytes(json, "key"),
        bytes(json, "value"),
        headers);
  }

  ProducerRecord<byte[], byte[]> toProducerRecord(String topic, int partition) {
    return new ProducerRecord<>(topic, partition, timestamp, key, value, headers);
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("offset", offset);
    json.writeNumberField("timestamp", timestamp);
    write(json, "key", key);
    write(json, "value", value);
    if (headers.iterator().hasNext()) {
      json.writeArrayFieldStart("headers");
      for (Header header : headers) {
        json.writeStartObject();
        json.writeStringField("key", header.key());
        write(json, "value", header.value());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, byte[] bytes) throws IOException {
    if (bytes == null) {
      return;
    }
    try {
      // A new decoder reports malformed input instead of replacing it.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      json.writeStringField(name, text);
    } catch (CharacterCodingException e) {
      json.writeStringField(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static byte[] bytes(JsonNode json, String name) {
    JsonNode text = json.get(name);
    if (text != null) {
      return text.textValue().getBytes(StandardCharsets.UTF_8);
    }
    JsonNode base64 = json.get(name + "Base64");
    return base64 == null ? null : Base64.getDecoder().decode(base64.textValue());
  }
}
