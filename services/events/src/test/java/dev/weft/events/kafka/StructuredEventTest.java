package dev.weft.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.Samples;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.json.EventJson;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingRequested;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredEventTest {

  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String VALID =
      """
      {"specversion": "1.0", "id": "7", "type": "weft.image.uploaded.v1", "source": "/mine",
       "subject": "shirt-1", "time": "2026-11-01T13:00:00+01:00", "myextension": 5,
       "datacontenttype": "application/json",
       "data": {"imageId": "shirt-1", "object": {"bucket": "weft", "key": "images/1", "size": 3},
         "uploadedAt": "2026-11-01T12:00:00Z"}}
      """;

  private final EventCodec codec = new EventCodec();

  @ParameterizedTest
  @EnumSource
  void everyEventIsReadInStructuredModeToo(EventType type) {
    WeftEvent event = new Samples(7).any(type);
    CloudEvent attributes = CloudEvent.of(event, "/mine");
    String value =
        new ObjectMapper()
            .createObjectNode()
            .put("specversion", "1.0")
            .put("id", attributes.id())
            .put("type", type.ceType())
            .put("source", "/mine")
            .put("time", attributes.time().toString())
            .set("data", EventJson.parse(EventJson.write(event)))
            .toString();

    assertThat(codec.decode(record(type.topic(), event.key(), value, STRUCTURED)))
        .isEqualTo(new Decoded.Valid<>(event, attributes));
  }

  @Test
  void ofATopicWithTwoEventsTheTypeSaysWhich() {
    TrainingRequested request = new Samples(5).requested();
    TrainingCancelled cancelled =
        new TrainingCancelled(request.trainingId(), request.model(), Instant.EPOCH);
    String value =
        """
        {"specversion": "1.0", "id": "7", "type": "weft.training.cancelled.v1", "source": "/mine",
         "data": %s}
        """
            .formatted(new String(EventJson.write(cancelled), UTF_8));

    assertThat(
            codec.decode(record("weft.training.requested", cancelled.model(), value, STRUCTURED)))
        .isInstanceOfSatisfying(
            Decoded.Valid.class, valid -> assertThat(valid.event()).isEqualTo(cancelled));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/cloudevents+json; charset=UTF-8",
        "Application/CloudEvents+JSON;charset=utf-8"
      })
  void theContentTypeSaysIt(String contentType) {
    Decoded<?> decoded = codec.decode(upload(VALID, contentType));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid -> {
              assertThat(valid.cloudEvent())
                  .isEqualTo(
                      new CloudEvent(
                          "7",
                          "weft.image.uploaded.v1",
                          "/mine",
                          Instant.parse("2026-11-01T12:00:00Z")));
              assertThat(((ImageUploaded) valid.event()).imageId()).isEqualTo("shirt-1");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"specversion\": \"1.0\"| \"specversion\": \"0.3\"| specversion must be 1.0",
        "\"id\": \"7\",| `` | attribute id is missing: send all of specversion, id, type and"
            + " source",
        "\"id\": \"7\"| \"id\": 7| id must be a string, but is \"7\"",
        "weft.image.uploaded.v1| weft.image.uploaded.v2| does not know that version",
        "weft.image.uploaded.v1| weft.model.published.v1| belongs to topic weft.models.published",
        "2026-11-01T13:00:00+01:00| noon| time must be an RFC 3339 time",
        "\"datacontenttype\": \"application/json\"| \"datacontenttype\": \"text/xml\"| must be"
            + " application/json",
        "\"data\":| \"date\":| has no data",
        "\"data\": {| \"data\": 5, \"other\": {| data must be a JSON object, but is \"5\"",
        "\"size\": 3| \"size\": -3| schema image-uploaded.v1 rejects it"
      })
  void whatIsNoEventOfTheTopicIsRefused(String what, String by, String complaint) {
    assertThat(VALID).contains(what);

    Decoded<?> decoded = codec.decode(upload(VALID.replace(what, by), STRUCTURED));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Invalid.class,
            invalid -> {
              assertThat(invalid.detail()).contains(complaint);
              assertThat(invalid.imageId()).isEqualTo("shirt-1");
            });
  }

  @Test
  void whatIsInsideIsTheSameInBothModes() {
    ConsumerRecord<String, byte[]> structured = upload(VALID, STRUCTURED);
    String data = EventCodec.json(structured).toString();
    ConsumerRecord<String, byte[]> binary = upload(data, "application/json");

    assertThat(EventCodec.text(structured)).isEqualTo(data).startsWith("{\"imageId\":\"shirt-1\"");
    assertThat(EventCodec.text(binary)).isEqualTo(data);
    assertThat(List.of(EventCodec.json(binary))).containsExactly(EventCodec.json(structured));
  }

  @Test
  void eventsNameTheirSchemasWhereOthersFindThem() {
    ImageUploaded event = new Samples(1).uploaded();
    var record =
        new EventCodec("https://weft.example/v1/schemas/")
            .encode(event, CloudEvent.of(event, "/weft/gateway"));

    assertThat(new String(record.headers().lastHeader("ce_dataschema").value(), UTF_8))
        .isEqualTo("https://weft.example/v1/schemas/image-uploaded.v1");
  }

  private static ConsumerRecord<String, byte[]> upload(String value, String contentType) {
    return record("weft.images.uploaded", "shirt-1", value, contentType);
  }

  private static ConsumerRecord<String, byte[]> record(
      String topic, String key, String value, String contentType) {
    var record = new ConsumerRecord<>(topic, 0, 0, key, value.getBytes(UTF_8));
    record.headers().add("content-type", contentType.getBytes(UTF_8));
    return record;
  }
}
