package dev.weft.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.Samples;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final ImageUploaded UPLOADED =
      new ImageUploaded(
          "shirt-1",
          new ObjectRef("weft", "uploads/shirt-1", 3, null),
          null,
          NOON,
          null,
          Map.of("label", "Shirt"));
  private static final CloudEvent ATTRIBUTES = CloudEvent.of(UPLOADED, "/weft/gateway");

  private final EventCodec codec = new EventCodec();

  @Test
  void anEventBecomesACloudEventInBinaryMode() {
    ProducerRecord<String, byte[]> record = codec.encode(UPLOADED, ATTRIBUTES);

    assertThat(record.topic()).isEqualTo("weft.images.uploaded");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isEqualTo("shirt-1");
    assertThat(new String(record.value(), UTF_8))
        .isEqualTo(
            """
            {"imageId":"shirt-1",\
            "object":{"bucket":"weft","key":"uploads/shirt-1","size":3},\
            "uploadedAt":"2026-11-01T12:00:00Z",\
            "tags":{"label":"Shirt"}}\
            """);
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", "shirt-1",
                "ce_type", "weft.image.uploaded.v1",
                "ce_source", "/weft/gateway",
                "ce_time", "2026-11-01T12:00:00Z",
                "ce_subject", "shirt-1",
                "ce_dataschema", "urn:weft:schema:image-uploaded.v1",
                "content-type", "application/json"));
  }

  @Test
  void aRejectionIsADeadLetterToThoseWhoKnowNoMore() {
    ImageRejected rejected =
        new ImageRejected(
            "shirt-1",
            null,
            RejectionReason.NOT_AN_IMAGE,
            "the bytes begin with “no”",
            new Origin("weft.images.uploaded", 3, 42),
            NOON);

    ProducerRecord<String, byte[]> record =
        codec.encode(
            rejected, CloudEvent.causedBy(rejected.origin(), rejected, "/weft/classifier"));

    assertThat(headers(record))
        .containsEntry("dead-letter-reason", "the bytes begin with “no”")
        .containsEntry("dead-letter-cause", "not_an_image")
        .containsEntry("dead-letter-topic", "weft.images.uploaded")
        .containsEntry("dead-letter-partition", "3")
        .containsEntry("dead-letter-offset", "42")
        .hasSize(8 + 5);
  }

  private static Map<String, String> headers(ProducerRecord<String, byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }

  @Test
  void aPartitionCanBePinned() {
    assertThat(codec.encode(UPLOADED, ATTRIBUTES, 3).partition()).isEqualTo(3);
  }

  @Test
  void everyEventIsReadBackAsItWasWritten() {
    Samples samples = new Samples(2026);
    for (int i = 0; i < 100; i++) {
      for (EventType type : EventType.values()) {
        assertRoundTrip(samples.any(type));
      }
    }
  }

  @Test
  void ofATopicWithTwoEventsTheHeaderSaysWhich() {
    TrainingRequested request = new Samples(5).requested();
    TrainingCancelled cancelled =
        new TrainingCancelled(request.trainingId(), request.model(), NOON);

    for (TrainingOrder order : List.of(request, cancelled)) {
      CloudEvent attributes = CloudEvent.of(order, "/weft/test");
      assertThat(codec.decode(received(codec.encode(order, attributes))))
          .isEqualTo(new Decoded.Valid<>(order, attributes));
    }
  }

  @Test
  void aRequestByHandNeedsNoHeadersAndNoRecipe() {
    byte[] json =
        """
        {"trainingId":"t1","model":"clothing","trigger":"event","requestedAt":"2026-11-01T12:00:00Z"}
        """
            .getBytes(UTF_8);

    assertThat(
            codec.decode(new ConsumerRecord<>("weft.training.requested", 0, 0, "clothing", json)))
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid ->
                assertThat(valid.event())
                    .isEqualTo(
                        new TrainingRequested(
                            "t1",
                            "clothing",
                            TrainingTrigger.EVENT,
                            null,
                            TrainingRecipe.DEFAULT,
                            NOON)));
  }

  @Test
  void aRecordWithoutAValueRemovesWhatACompactedTopicSays() {
    assertThat(codec.decode(received(codec.removal(ImageLabeled.class, "shirt-1"))))
        .isEqualTo(new Decoded.Removed<>("shirt-1"));
    assertThat(codec.decode(received(codec.removal(ModelPublished.class, "clothing"))))
        .isEqualTo(new Decoded.Removed<>("clothing"));

    assertThat(codec.decode(new ConsumerRecord<>("weft.images.labeled", 0, 0, "../a", null)))
        .isInstanceOf(Decoded.Invalid.class);
    assertThat(codec.decode(new ConsumerRecord<>("weft.images.uploaded", 0, 0, "a", null)))
        .isInstanceOf(Decoded.Invalid.class);
    assertThatThrownBy(() -> codec.removal(ImageUploaded.class, "shirt-1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsNoTrainingEventIsAboutNoImage() {
    assertThat(
            codec.decode(new ConsumerRecord<>("weft.training.requested", 0, 0, "a", new byte[0])))
        .isInstanceOfSatisfying(
            Decoded.Invalid.class, invalid -> assertThat(invalid.imageId()).isNull());
  }

  @Test
  void twoLabelsOfAnImageAreTwoEvents() {
    ImageLabeled label = new Samples(6).labeled();
    ImageLabeled later =
        new ImageLabeled(
            label.imageId(),
            label.object(),
            label.label(),
            label.uploadedAt(),
            label.source(),
            label.labeledBy(),
            NOON);

    assertThat(CloudEvent.of(label, "/a").id()).isNotEqualTo(CloudEvent.of(later, "/a").id());
  }

  private void assertRoundTrip(WeftEvent event) {
    CloudEvent attributes = CloudEvent.of(event, "/weft/test");
    assertThat(codec.decode(received(codec.encode(event, attributes)), event.getClass()))
        .isEqualTo(new Decoded.Valid<>(event, attributes));
  }

  @Test
  void aPlainValueIsAnEventOfItsPosition() {
    byte[] value = codec.encode(UPLOADED, ATTRIBUTES).value();

    assertThat(codec.decode(record("shirt-1", value), ImageUploaded.class))
        .isEqualTo(
            new Decoded.Valid<>(
                UPLOADED,
                new CloudEvent(
                    "weft.images.uploaded-1@7",
                    "weft.image.uploaded.v1",
                    "kafka:weft.images.uploaded",
                    NOON)));
  }

  @Test
  void anInvalidRecordBecomesARejection() {
    ConsumerRecord<String, byte[]> record = record("shirt-1", "{".getBytes(UTF_8));

    Decoded.Invalid<ImageUploaded> invalid =
        (Decoded.Invalid<ImageUploaded>) codec.decode(record, ImageUploaded.class);

    assertThat(invalid.rejection(EventCodec.origin(record), NOON))
        .isEqualTo(
            new ImageRejected(
                "shirt-1",
                null,
                RejectionReason.INVALID_EVENT,
                invalid.detail(),
                new Origin("weft.images.uploaded", 1, 7),
                NOON));
  }

  @Test
  void attributesOfAnotherTypeAreAMistakeOfTheCaller() {
    CloudEvent others = CloudEvent.of(new Samples(1).rejected(), "/weft/test");

    assertThatThrownBy(() -> codec.encode(UPLOADED, others))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("weft.image.rejected.v1");
  }

  @Test
  void headersThatAreNoCloudEventOfTheWantedTypeAreRefused() {
    assertHeadersRefused(h -> h.remove("ce_specversion"), "header ce_specversion is missing");
    assertHeadersRefused(h -> h.remove("ce_id"), "header ce_id is missing");
    assertHeadersRefused(h -> h.remove("ce_type"), "header ce_type is missing");
    assertHeadersRefused(h -> h.remove("ce_source"), "header ce_source is missing");
    assertHeadersRefused(set("ce_id", " "), "header ce_id is empty");
    assertHeadersRefused(set("ce_specversion", "0.3"), "must be 1.0, but is \"0.3\"");
    assertHeadersRefused(set("ce_time", "noon"), "ce_time must be an RFC 3339 time");
    assertHeadersRefused(
        set("ce_type", "weft.image.uploaded.v2"),
        "must be weft.image.uploaded.v1, but is \"weft.image.uploaded.v2\": this release does not"
            + " know that version");
    assertHeadersRefused(
        set("ce_type", "weft.image.rejected.v1"), "belongs to topic weft.images.rejected");
    assertHeadersRefused(set("ce_type", "com.example.sale"), "but is \"com.example.sale\"");
    assertHeadersRefused(
        set("content-type", "text/plain"),
        "must be application/json or application/cloudevents+json, but is \"text/plain\"");
    assertHeadersRefused(
        set("content-type", "application/cloudevents-batch+json"), "but is \"application/cloud");
    assertHeadersRefused(
        set("x-large", "x".repeat(64 * 1024)), "the headers must have at most 64 KiB, but has");
  }

  @Test
  void headersThatDoNotMatterArePassedOver() {
    assertHeadersAccepted(set("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa-01"));
    assertHeadersAccepted(set("ce_subject", "shirt-1"));
    assertHeadersAccepted(set("content-type", "application/json; charset=utf-8"));
    assertHeadersAccepted(headers -> headers.remove("content-type"));
    assertHeadersAccepted(set("ce_time", "2026-11-01T13:00:00.5+01:00"));
  }

  private void assertHeadersRefused(Consumer<Headers> change, String complaint) {
    assertThat(changed(change))
        .isInstanceOfSatisfying(
            Decoded.Invalid.class,
            invalid -> {
              assertThat(invalid.detail()).contains(complaint);
              assertThat(invalid.imageId()).isEqualTo("shirt-1");
            });
  }

  private void assertHeadersAccepted(Consumer<Headers> change) {
    assertThat(changed(change)).isInstanceOf(Decoded.Valid.class);
  }

  private Decoded<ImageUploaded> changed(Consumer<Headers> change) {
    ConsumerRecord<String, byte[]> record = received(codec.encode(UPLOADED, ATTRIBUTES));
    change.accept(record.headers());
    return codec.decode(record, ImageUploaded.class);
  }

  private static Consumer<Headers> set(String name, String value) {
    return headers -> headers.remove(name).add(name, value.getBytes(UTF_8));
  }

  @Test
  void aValueThatIsNoEventIsRefused() {
    assertValueRefused(null, "no value (a tombstone)");
    assertValueRefused("", "the value is empty");
    assertValueRefused("  ", "the value is empty");
    assertValueRefused("shirt", "the value is not JSON: Unrecognized token 'shirt'");
    assertValueRefused("[1]", "must be a JSON object, but is \"[1]\"");
    assertValueRefused("null", "must be a JSON object, but is \"null\"");
    assertValueRefused("{} {}", "the value is not JSON: there is data after the value");
    assertValueRefused("{\"imageId\":\"shirt-1\",\"imageId\":\"shirt-2\"}", "uplicate field");
    assertValueRefused("[".repeat(5_000), "the value is not JSON");
    assertValueRefused("{\"a\":".repeat(5_000), "nesting depth");
    assertValueRefused(
        "{\"a\":\"x".repeat(256 * 1024) + "\"}", "the value must have at most 256 KiB");
    assertValueRefused("\u0000\u0001", "the value is not JSON");
  }

  private void assertValueRefused(String value, String complaint) {
    byte[] bytes = value == null ? null : value.getBytes(UTF_8);
    assertThat(codec.decode(record("shirt-1", bytes), ImageUploaded.class))
        .isInstanceOfSatisfying(
            Decoded.Invalid.class,
            invalid -> {
              assertThat(invalid.detail()).contains(complaint).hasSizeLessThan(600);
              assertThat(invalid.imageId()).isEqualTo("shirt-1");
            });
  }

  @Test
  void textThatUtf8CannotCarryIsRefusedBeforeItIsPassedOn() {
    String value =
        """
        {"imageId":"shirt-1","object":{"bucket":"weft","key":"a\\ud83d","size":1},
        "uploadedAt":"2026-11-01T12:00:00Z"}\
        """;

    assertThat(codec.decode(record("shirt-1", value.getBytes(UTF_8)), ImageUploaded.class))
        .isInstanceOfSatisfying(
            Decoded.Invalid.class,
            invalid -> assertThat(invalid.detail()).contains("key must be text"));
  }

  @Test
  void theKeyMustBeTheImageId() {
    byte[] value = codec.encode(UPLOADED, ATTRIBUTES).value();

    assertThat(codec.decode(record("shirt-2", value), ImageUploaded.class))
        .isEqualTo(
            new Decoded.Invalid<>(
                "the record's key must be the event's, \"shirt-1\", but is \"shirt-2\"", null));
    assertThat(codec.decode(record(null, value), ImageUploaded.class))
        .isInstanceOfSatisfying(
            Decoded.Invalid.class,
            invalid -> {
              assertThat(invalid.detail()).contains("no key").contains("parse.key=true");
              assertThat(invalid.imageId()).isEqualTo("shirt-1");
            });
  }

  @Test
  void theImageOfAnInvalidRecordIsTheOneThatKeyAndValueName() {
    assertRecovered("shirt-1", "{\"imageId\":\"shirt-1\"}", "shirt-1");
    assertRecovered("shirt-1", "{\"imageId\":7}", "shirt-1");
    assertRecovered("shirt-1", "{", "shirt-1");
    assertRecovered(null, "{\"imageId\":\"shirt-1\"}", "shirt-1");
    assertRecovered(null, "{\"imageId\":\"../etc\"}", null);
    assertRecovered("shirt-2", "{\"imageId\":\"shirt-1\"}", null);
    assertRecovered("not an id", "{", null);
    assertRecovered(null, "{", null);
  }

  private void assertRecovered(String key, String value, String imageId) {
    Decoded<ImageUploaded> decoded =
        codec.decode(record(key, value.getBytes(UTF_8)), ImageUploaded.class);
    assertThat(((Decoded.Invalid<ImageUploaded>) decoded).imageId()).isEqualTo(imageId);
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        1,
        7,
        0,
        TimestampType.CREATE_TIME,
        0,
        sent.value() == null ? -1 : sent.value().length,
        sent.key(),
        sent.value(),
        sent.headers(),
        Optional.empty());
  }

  private static ConsumerRecord<String, byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>("weft.images.uploaded", 1, 7, key, value);
  }
}
