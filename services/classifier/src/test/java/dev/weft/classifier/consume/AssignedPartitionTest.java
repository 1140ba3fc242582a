package dev.weft.classifier.consume;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignedPartitionTest {

  private final AssignedPartition owned = new AssignedPartition(new TopicPartition("t", 0));

  @BeforeEach
  void open() {
    owned.open(new DedupIds(100));
  }

  private InFlightImage inFlight(String id, long offset) {
    var object = new ObjectRef("bucket", id, 1, "0".repeat(64));
    var event = new ImageUploaded(id, object, null, Instant.EPOCH, null, Map.of());
    var inFlight =
        new InFlightImage(event, new ImageRejected.Origin("t", 0, offset), Instant.EPOCH, owned);
    owned.begin(offset, inFlight);
    return inFlight;
  }

  private static ImageOutcome rejected(InFlightImage inFlight, RejectionReason reason) {
    return inFlight.rejected(new Refusal(reason, "why"), null, Instant.EPOCH);
  }

  private static ImageOutcome classified(InFlightImage inFlight) {
    var event =
        new ImageClassified(
            inFlight.event().imageId(),
            inFlight.event().object(),
            new ModelRef("fake", 1),
            ServingRole.PRIMARY,
            List.of(new Prediction("label-0", 1)),
            "fake",
            new Timings(0, 0, 0, 0),
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(),
            null,
            null,
            null);
    return new ImageOutcome.Classified(event, null, inFlight.origin());
  }

  @Test
  void knowsAnImageFromTheMomentItIsBegun() {
    var inFlight = inFlight("a", 1);
    assertThat(owned.knows("a")).isTrue();
    owned.complete(inFlight, rejected(inFlight, RejectionReason.NOT_AN_IMAGE));
    owned.committed(2);
    assertThat(owned.knows("a")).isTrue();
    assertThat(owned.inFlight()).isZero();
  }

  @Test
  void manyRejectionsPushNoPredictionOutOfWhatItRemembers() {
    owned.open(new DedupIds(3));
    var first = inFlight("predicted", 0);
    owned.complete(first, classified(first));
    for (int offset = 1; offset <= 50; offset++) {
      var inFlight = inFlight("bad-" + offset, offset);
      owned.complete(inFlight, rejected(inFlight, RejectionReason.NOT_AN_IMAGE));
    }
    owned.committed(51);
    assertThat(owned.knows("predicted")).isTrue();
    assertThat(owned.knows("bad-50")).isTrue();
    assertThat(owned.knows("bad-47")).isFalse();
  }

  @Test
  void doesNotTakeAnInvalidEventForAnAnswer() {
    var why =
        new ImageRejected(
            "a",
            null,
            RejectionReason.INVALID_EVENT,
            "why",
            new ImageRejected.Origin("t", 0, 1),
            Instant.EPOCH);
    owned.settle(1, new ImageOutcome.Rejected(why, null));
    assertThat(owned.knows("a")).isFalse();
    owned.committed(2);
    assertThat(owned.knows("a")).isFalse();
  }

  @Test
  void isWorthWaitingForOnlyWhenItsFirstUnfinishedHasBegun() {
    var first = inFlight("a", 1);
    var second = inFlight("b", 2);
    first.start();
    owned.cancelQueued();
    assertThat(second.isCancelled()).isTrue();
    assertThat(owned.isWorthWaiting()).isTrue();
    owned.complete(first, rejected(first, RejectionReason.EXPIRED));
    assertThat(owned.isWorthWaiting()).isFalse();
    assertThat(owned.ready().nextOffset()).isEqualTo(2);
  }

  @Test
  void isFullFromItsShareDownToHalfOfIt() {
    var works = new InFlightImage[4];
    for (int i = 0; i < 4; i++) {
      assertThat(owned.isFull(4)).isFalse();
      works[i] = inFlight("image-" + i, i);
    }
    assertThat(owned.isFull(4)).isTrue();
    for (int i = 0; i < 2; i++) {
      assertThat(owned.isFull(4)).isTrue();
      owned.complete(works[i], rejected(works[i], RejectionReason.EXPIRED));
      owned.committed(i + 1);
    }
    assertThat(owned.isFull(4)).isFalse();
  }

  @Test
  void takesNoOutcomeOnceItIsAbandoned() {
    var inFlight = inFlight("a", 1);
    inFlight.start();
    owned.abandon();
    assertThat(inFlight.isUseless()).isTrue();
    owned.complete(inFlight, rejected(inFlight, RejectionReason.EXPIRED));
    assertThat(owned.hasReady()).isFalse();
  }
}
