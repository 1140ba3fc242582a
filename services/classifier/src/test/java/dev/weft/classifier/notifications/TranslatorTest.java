package dev.weft.classifier.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.notifications.Translator.Meaning;
import dev.weft.events.ImageRejected.Origin;
import dev.weft.events.LabelSource;
import dev.weft.events.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorTest {

  private static final Origin ORIGIN = new Origin("weft.s3.notifications", 0, 7);

  private final Translator translator = new Translator(() -> Instant.EPOCH);

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

  @Test
  void whatIsNoNotificationIsRejectedWithItsPosition() {
    var meaning = translate("{\"hello\":1}");
    assertThat(meaning).hasSize(1);
    var event = ((Meaning.Rejected) meaning.get(0)).event();
    assertThat(event.reason()).isEqualTo(RejectionReason.INVALID_EVENT);
    assertThat(event.origin()).isEqualTo(ORIGIN);
    assertThat(event.detail()).isNotBlank();
  }
}
