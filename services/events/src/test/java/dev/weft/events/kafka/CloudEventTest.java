package dev.weft.events.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudEventTest {

  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Origin ORIGIN = new Origin("weft.images.uploaded", 2, 41);
  private static final ObjectRef OBJECT = new ObjectRef("weft", "a", 1, "0".repeat(64));

  @Test
  void anUploadPublishedAgainIsTheSameEvent() {
    ImageUploaded uploaded = new ImageUploaded("a", OBJECT, null, NOON, null, Map.of());

    assertThat(CloudEvent.of(uploaded, "/weft/gateway"))
        .isEqualTo(new CloudEvent("a", "weft.image.uploaded.v1", "/weft/gateway", NOON));
  }

  @Test
  void aResultIsNamedByWhatCausedIt() {
    ImageRejected rejected =
        new ImageRejected(null, null, RejectionReason.INVALID_EVENT, "bad", ORIGIN, NOON);

    assertThat(CloudEvent.causedBy(ORIGIN, rejected, "/weft/classifier").id())
        .isEqualTo("weft.images.uploaded-2@41/weft.image.rejected.v1/weft.images.uploaded-2@41");
  }

  @Test
  void whatCausedAnEventCanBeReadFromItsName() {
    ImageRejected rejected =
        new ImageRejected(null, null, RejectionReason.INVALID_EVENT, "bad", ORIGIN, NOON);
    ImageUploaded uploaded = new ImageUploaded("a-1", OBJECT, null, NOON, null, Map.of());

    assertThat(CloudEvent.causedBy(ORIGIN, rejected, "/weft/classifier").cause()).contains(ORIGIN);
    assertThat(CloudEvent.of(uploaded, "/weft/gateway").cause()).isEmpty();
    assertThat(new CloudEvent("t-1@99999999999999999999/x", "t", "/s", null).cause()).isEmpty();
  }

  @Test
  void answersOfTwoModelsToOneRecordAreTwoEvents() {
    assertThat(CloudEvent.causedBy(ORIGIN, classified(1), "/weft/classifier").id())
        .isEqualTo("weft.images.uploaded-2@41/weft.image.classified.v1/a/clothing:1");
    assertThat(CloudEvent.causedBy(ORIGIN, classified(2), "/weft/classifier").id())
        .endsWith("/clothing:2");
  }

  private static ImageClassified classified(int version) {
    return new ImageClassified(
        "a",
        OBJECT,
        new ModelRef("clothing", version),
        ServingRole.PRIMARY,
        List.of(new Prediction("Shirt", 1)),
        "onnx-cpu",
        new Timings(0, 0, 0, 0),
        NOON,
        NOON,
        Map.of(),
        null,
        null,
        null);
  }
}
