package dev.weft.events.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ObjectImageId;
import dev.weft.events.s3.ObjectChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3NotificationTest {

  private static final Path EXAMPLES = Path.of("../../schemas/examples/s3-notification.v1");
  private static final String ENCODED = "images%2Fsummer+2026%2Fcaf%C3%A9+%2B+terrace.jpg";
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00.125Z");

  @Test
  void aPutSaysWhereTheObjectLiesAndWhatWasSaidOfIt() throws IOException {
    ObjectChange change = example("put");

    assertThat(change)
        .isEqualTo(
            new ObjectChange(
                Kind.CREATED,
                List.of(
                    new ObjectRef("weft", "images/summer 2026/café + terrace.jpg", 2_310_774, null),
                    new ObjectRef("weft", "images/summer+2026/café+++terrace.jpg", 2_310_774, null),
                    new ObjectRef("weft", ENCODED, 2_310_774, null)),
                null,
                "9b2cf535f27731c974343645a3985328",
                AT,
                "image/jpeg",
                Map.of("content-type", "image/jpeg", "X-Amz-Meta-Camera", "3")));
    assertThat(change.userMetadata().get("x-amz-meta-camera")).isEqualTo("3");
  }

  @Test
  void aCreatedObjectIsAnUpload() throws IOException {
    ObjectChange change = example("put");
    ObjectRef object = change.objects().get(0);

    assertThat(change.uploaded(object, change.etag()))
        .isEqualTo(
            new ImageUploaded(
                ObjectImageId.of("weft", object.key(), "\"9b2cf535f27731c974343645a3985328\""),
                object,
                "image/jpeg",
                AT,
                null,
                Map.of()));
  }

  @Test
  void aKeyThatNoEventCanCarryIsComplainedOf() throws IOException {
    String json = Files.readString(EXAMPLES.resolve("put.json")).replace("%C3%A9", "%0A");
    S3Notification.Valid valid = (S3Notification.Valid) S3Notification.parse(json.getBytes(UTF_8));

    assertThat(valid.changes().get(0).complaint()).contains("key must match");
  }

  @Test
  void aRemovalMaySayNullAndATestHasNoRecords() throws IOException {
    String delete = Files.readString(EXAMPLES.resolve("delete.json"));
    String nulled = delete.replaceFirst("\"key\":", "\"eTag\": null, \"key\":");
    String test = "{\"Service\": \"S3\", \"Event\": \"s3:TestEvent\", \"Bucket\": \"weft\"}";

    assertThat(((S3Notification.Valid) S3Notification.parse(nulled.getBytes(UTF_8))).changes())
        .containsExactly(example("delete"));
    assertThat(((S3Notification.Valid) S3Notification.parse(test.getBytes(UTF_8))).changes())
        .isEmpty();
  }

  @Test
  void aContentTypeThatIsNoneIsLeftOut() throws IOException {
    String json = Files.readString(EXAMPLES.resolve("put.json"));
    byte[] changed = json.replace("image/jpeg", "x".repeat(256)).getBytes(UTF_8);

    assertThat(S3Notification.parse(changed))
        .isInstanceOfSatisfying(
            S3Notification.Valid.class,
            valid -> assertThat(valid.changes().get(0).contentType()).isNull());
  }

  @Test
  void anEmptyObjectHasSize0() throws IOException {
    assertThat(example("put-of-an-empty-object").objects().get(0).size()).isZero();
  }

  @Test
  void theEndOfAMultipartUploadIsACreation() throws IOException {
    assertThat(example("multipart-upload").kind()).isEqualTo(Kind.CREATED);
  }

  @Test
  void aDeletionIsARemoval() throws IOException {
    assertThat(example("delete"))
        .isEqualTo(
            new ObjectChange(
                Kind.REMOVED,
                List.of(
                    new ObjectRef("weft", "images/a.jpg", 0, null),
                    new ObjectRef("weft", "images%2Fa.jpg", 0, null)),
                null,
                "",
                AT,
                null,
                Map.of()));
  }

  @Test
  void aReadIsNeither() throws IOException {
    assertThat(example("read").kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void awsNamesOfEventsAreKnownToo() throws IOException {
    assertThat(example("least").kind()).isEqualTo(Kind.CREATED);
  }

  @Test
  void whatIsNoNotificationIsRefused() {
    assertRefused(null, "no value");
    assertRefused("", "the value is empty");
    assertRefused("hello", "the value is not JSON");
    assertRefused("[]", "must be a JSON object");
    assertRefused("{}", "required property 'Records' not found");
    assertRefused(" ".repeat(S3Notification.MAX_BYTES + 1), "must have at most 256 KiB");
  }

  private static void assertRefused(String value, String complaint) {
    assertThat(S3Notification.parse(value == null ? null : value.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            S3Notification.Invalid.class,
            invalid -> assertThat(invalid.detail()).contains(complaint));
  }

  private static ObjectChange example(String name) throws IOException {
    S3Notification parsed =
        S3Notification.parse(Files.readAllBytes(EXAMPLES.resolve(name + ".json")));
    return ((S3Notification.Valid) parsed).changes().get(0);
  }
}
