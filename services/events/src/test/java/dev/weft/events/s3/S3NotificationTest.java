package dev.weft.events.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ImageUploaded;
import dev.weft.events.ObjectImageId;
import dev.weft.events.ObjectRef;
import dev.weft.events.s3.ObjectChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3NotificationTest {

  private static final Path EXAMPLES = Path.of("../../schemas/examples/s3-notification.v1");
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00.125Z");

  @Test
  void a_put_says_where_the_object_lies_and_what_was_said_of_it() throws IOException {
    ObjectChange change = example("put");

    assertThat(change)
        .isEqualTo(
            new ObjectChange(
                Kind.CREATED,
                new ObjectRef("weft", "images/summer 2026/café + terrace.jpg", 2_310_774, null),
                "9b2cf535f27731c974343645a3985328",
                AT,
                "image/jpeg",
                Map.of("content-type", "image/jpeg", "X-Amz-Meta-Camera", "3")));
    assertThat(change.userMetadata().get("x-amz-meta-camera")).isEqualTo("3");
    assertThat(change.imageId())
        .isEqualTo(
            ObjectImageId.of(
                "weft",
                "images/summer 2026/café + terrace.jpg",
                "\"9b2cf535f27731c974343645a3985328\""));
  }

  @Test
  void a_created_object_is_an_upload() throws IOException {
    ObjectChange change = example("put");

    assertThat(change.uploaded(Map.of("camera", "3")))
        .isEqualTo(
            new ImageUploaded(
                change.imageId(), change.object(), "image/jpeg", AT, null, Map.of("camera", "3")));
  }

  @Test
  void a_content_type_that_is_none_is_left_out() throws IOException {
    String json = Files.readString(EXAMPLES.resolve("put.json"));
    byte[] changed = json.replace("image/jpeg", "x".repeat(256)).getBytes(UTF_8);

    assertThat(S3Notification.parse(changed))
        .isInstanceOfSatisfying(
            S3Notification.Valid.class,
            valid -> assertThat(valid.changes().get(0).contentType()).isNull());
  }

  @Test
  void an_empty_object_has_size_0() throws IOException {
    assertThat(example("put-of-an-empty-object").object().size()).isZero();
  }

  @Test
  void the_end_of_a_multipart_upload_is_a_creation() throws IOException {
    assertThat(example("multipart-upload").kind()).isEqualTo(Kind.CREATED);
  }

  @Test
  void a_deletion_is_a_removal() throws IOException {
    assertThat(example("delete"))
        .isEqualTo(
            new ObjectChange(
                Kind.REMOVED,
                new ObjectRef("weft", "images/a.jpg", 0, null),
                "",
                AT,
                null,
                Map.of()));
  }

  @Test
  void a_read_is_neither() throws IOException {
    assertThat(example("read").kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void aws_names_of_events_are_known_too() throws IOException {
    assertThat(example("least").kind()).isEqualTo(Kind.CREATED);
  }

  @Test
  void what_is_no_notification_is_refused() {
    assertRefused(null, "no value");
    assertRefused("", "the value is empty");
    assertRefused("hello", "the value is not JSON");
    assertRefused("[]", "must be a JSON object");
    assertRefused("{}", "required property 'Records' not found");
    assertRefused(" ".repeat(S3Notification.MAX_BYTES + 1), "may have 256 KiB");
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
