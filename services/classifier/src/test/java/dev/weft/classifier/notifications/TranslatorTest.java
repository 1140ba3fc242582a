package dev.weft.classifier.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.classifier.notifications.Translator.Meaning;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.label.LabelSource;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.ObjectImageId;
import dev.weft.objectstore.StoredObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatorTest {

  private static final Origin ORIGIN = new Origin("weft.s3.notifications", 0, 7);

  private final Map<String, StoredObject> stored = new HashMap<>();
  private final Translator translator =
      new Translator(
          () -> Instant.EPOCH,
          new ImageObjects("weft"),
          (bucket, key) -> Optional.ofNullable(stored.get(key)));

  private void store(String key, long size, String etag) {
    stored.put(key, new StoredObject(key, size, etag, Instant.EPOCH, null, Map.of()));
  }

  static String notification(String event, String key) {
    return """
    {"EventName":"%1$s","Key":"weft/%2$s","Records":[{
      "eventVersion":"2.0","eventSource":"minio:s3","awsRegion":"",
      "eventTime":"2026-11-02T10:15:30.123Z","eventName":"%1$s",
      "userIdentity":{"principalId":"weft"},
      "requestParameters":{"principalId":"weft","region":"","sourceIPAddress":"10.0.0.7"},
      "responseElements":{"x-amz-request-id":"17"},
      "s3":{"s3SchemaVersion":"1.0","configurationId":"Config",
        "bucket":{"name":"weft","ownerIdentity":{"principalId":"weft"},"arn":"arn:aws:s3:::weft"},
        "object":{"key":"%2$s","size":1234,"eTag":"0123456789abcdef0123456789abcdef",
          "contentType":"image/jpeg","sequencer":"17"}},
      "source":{"host":"10.0.0.7","port":"","userAgent":"mc"}}]}
    """
        .formatted(event, key);
  }

  private List<Meaning> translate(String value) {
    return translator.translate(value.getBytes(StandardCharsets.UTF_8), ORIGIN);
  }

  @ParameterizedTest
  @CsvSource({"images/a+shirt.jpg, images/a shirt.jpg", "labeled/hat/7.jpg, labeled/hat/7.jpg"})
  void anObjectThatIsMadeIsAnUpload(String encodedKey, String key) {
    var meaning = translate(notification("s3:ObjectCreated:Put", encodedKey));
    assertThat(meaning).hasSize(1);
    var event = ((Meaning.Uploaded) meaning.get(0)).event();
    assertThat(event.object().key()).isEqualTo(key);
    assertThat(event.object().size()).isEqualTo(1234);
    assertThat(event.imageId()).startsWith("s3-").hasSize(35);
    assertThat(event.uploadedAt()).isEqualTo(Instant.parse("2026-11-02T10:15:30.123Z"));
    assertThat(event.contentType()).isEqualTo("image/jpeg");
  }

  @Test
  void anObjectUnderLabeledSaysItsLabel() {
    var labeled = uploaded("labeled/Not+sure/2026/7.jpg").label().orElseThrow();
    assertThat(labeled.label()).isEqualTo("Not sure");
    assertThat(labeled.source()).isEqualTo(LabelSource.OBJECT_STORE);
    assertThat(labeled.imageId()).isEqualTo(uploaded("labeled/Not+sure/2026/7.jpg").event().key());
    assertThat(labeled.labeledAt()).isEqualTo(Instant.parse("2026-11-02T10:15:30.123Z"));
    assertThat(uploaded("labeled/7.jpg").label()).isEmpty();
    assertThat(uploaded("images/hat/7.jpg").label()).isEmpty();
    assertThat(uploaded("labeled/" + "x".repeat(101) + "/7.jpg").label()).isEmpty();
  }

  @Test
  void anObjectUnderByModelSaysItsModel() {
    var image = uploaded("by-model/shoes/images/7.jpg");
    assertThat(image.event().model()).isEqualTo("shoes");
    assertThat(image.label()).isEmpty();
    var labeled = uploaded("by-model/shoes/labeled/boot/7.jpg");
    assertThat(labeled.event().model()).isEqualTo("shoes");
    assertThat(labeled.label().orElseThrow().label()).isEqualTo("boot");
    assertThat(labeled.label().orElseThrow().model()).isEqualTo("shoes");
    assertThat(uploaded("images/by-model/shoes/images/7.jpg").event().model()).isNull();
    for (String nobodys :
        List.of("by-model/7.jpg", "by-model/Shoes/images/7.jpg", "by-model/shoes/7.jpg")) {
      assertThat(translate(notification("s3:ObjectCreated:Put", nobodys)))
          .containsExactly(new Meaning.Ignored(nobodys));
    }
  }

  private Meaning.Uploaded uploaded(String encodedKey) {
    return (Meaning.Uploaded) translate(notification("s3:ObjectCreated:Put", encodedKey)).get(0);
  }

  @Test
  void theSameNotificationAgainIsTheSameImage() {
    String value = notification("s3:ObjectCreated:Put", "images/a.jpg");
    assertThat(translate(value)).isEqualTo(translate(value));
  }

  @ParameterizedTest
  @CsvSource({
    "s3:ObjectRemoved:Delete, images/a.jpg",
    "s3:ObjectAccessed:Get, images/a.jpg",
    "s3:ObjectCreated:Put, models/clothing/1/model.onnx",
    "s3:ObjectCreated:Put, uploads/abc",
    "s3:ObjectCreated:Put, images/folder/"
  })
  void everythingElseIsIgnored(String event, String key) {
    assertThat(translate(notification(event, key))).containsExactly(new Meaning.Ignored(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"images%2Fa%0Ab.jpg", "images%2F..%2F..%2Fetc"})
  void aKeyThatNoEventCanCarryIsRejectedWithWhatIsWrong(String encodedKey) {
    var meaning = translate(notification("s3:ObjectCreated:Put", encodedKey));
    var event = ((Meaning.Rejected) meaning.get(0)).event();
    assertThat(event.reason()).isEqualTo(RejectionReason.INVALID_EVENT);
    assertThat(event.detail()).contains("key must match");
  }

  @Test
  void whatIsNoNotificationIsRejectedWithItsPosition() {
    var meaning = translate("{\"hello\":1}");
    assertThat(meaning).hasSize(1);
    var event = ((Meaning.Rejected) meaning.get(0)).event();
    assertThat(event.reason()).isEqualTo(RejectionReason.INVALID_EVENT);
    assertThat(event.origin()).isEqualTo(ORIGIN);
    assertThat(event.detail()).isNotBlank();
  }

  @Test
  void theStoreSaysHowLargeAnObjectIs() {
    store("images/copy.jpg", 5678, "0123456789abcdef0123456789abcdef");
    String value = notification("s3:ObjectCreated:Copy", "images/copy.jpg").replace("1234", "0");
    var event = ((Meaning.Uploaded) translate(value).get(0)).event();
    assertThat(event.object().size()).isEqualTo(5678);
  }

  @Test
  void aKeyThatCouldBeReadInSeveralWaysIsTheOneThatIsThereWithThatContent() {
    store("labeled/a+b/c%20d.jpg", 1, "0123456789abcdef0123456789abcdef");
    store("labeled/a b/c d.jpg", 1, "of another");
    var found = uploaded("labeled/a+b/c%20d.jpg");
    assertThat(found.event().object().key()).isEqualTo("labeled/a+b/c%20d.jpg");
    assertThat(found.label().orElseThrow().label()).isEqualTo("a+b");
  }

  @Test
  void ofAnObjectThatWasReplacedSinceEachPlaceThatHasOneIsAnImage() {
    store("images/a+b.jpg", 1, "newer");
    assertThat(uploaded("images/a+b.jpg").event().imageId())
        .isEqualTo(ObjectImageId.of("weft", "images/a+b.jpg", "newer"));
    store("images/a b.jpg", 2, "newer, too");
    assertThat(translate(notification("s3:ObjectCreated:Put", "images/a+b.jpg")))
        .extracting(meaning -> ((Meaning.Uploaded) meaning).event().object().key())
        .containsExactly("images/a b.jpg", "images/a+b.jpg");
  }

  @Test
  void noOtherBucketIsAsked() {
    store("images/a.jpg", 5678, "theirs");
    String value =
        notification("s3:ObjectCreated:Put", "images/a.jpg")
            .replace("\"name\":\"weft\"", "\"name\":\"theirs\"");
    var event = ((Meaning.Uploaded) translate(value).get(0)).event();
    assertThat(event.object()).isEqualTo(new ObjectRef("theirs", "images/a.jpg", 1234, null));
  }

  @Test
  void aTestOfTheStoresIsNoImage() {
    assertThat(translate("{\"Service\":\"S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"weft\"}"))
        .isEmpty();
  }

  /**
   * Recorded notifications of stores, with the objects that existed. MinIO sends each key unencoded
   * in addition to the encoded one; versitygw encodes no key.
   */
  @ParameterizedTest
  @CsvSource({"minio, 45", "versitygw, 16"})
  void whatStoresSentIsUnderstood(String name, int documents) throws Exception {
    List<JsonNode> sent = new ArrayList<>();
    try (var lines = getClass().getResourceAsStream("/s3-notifications/" + name + ".jsonl")) {
      for (String line : new String(lines.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        sent.add(new ObjectMapper().readTree(line));
      }
    }
    assertThat(sent).hasSize(documents);
    int translated = 0;
    for (JsonNode document : sent) {
      JsonNode object = document.at("/Records/0/s3/object");
      String encoded = object.path("key").asText();
      String key =
          document.has("Key") ? document.path("Key").asText().substring("weft/".length()) : encoded;
      String etag = object.path("eTag").asText().replace("\"", "");
      stored.clear();
      store(key, 4711, etag);
      List<Meaning> meanings = translate(document.toString());
      if (document.at("/Records/0/eventName").asText().contains("ObjectCreated")
          && key.matches("(?s)(by-model/[a-z]+/)?(images|labeled)/.*[^/]")
          && key.chars().noneMatch(Character::isISOControl)) {
        var event = ((Meaning.Uploaded) meanings.get(0)).event();
        assertThat(meanings).hasSize(1);
        assertThat(event.object()).isEqualTo(new ObjectRef("weft", key, 4711, null));
        assertThat(event.imageId()).isEqualTo(ObjectImageId.of("weft", key, etag));
        translated++;
      } else if (key.chars().anyMatch(Character::isISOControl)) {
        assertThat(meanings).singleElement().isInstanceOf(Meaning.Rejected.class);
      } else {
        assertThat(meanings).noneMatch(Meaning.Uploaded.class::isInstance);
        assertThat(meanings).noneMatch(Meaning.Rejected.class::isInstance);
      }
    }
    assertThat(translated).isPositive();
  }
}
