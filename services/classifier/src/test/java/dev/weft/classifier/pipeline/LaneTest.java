package dev.weft.classifier.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ImageClassified;
import dev.weft.events.ImageRejected;
import dev.weft.events.ImageUploaded;
import dev.weft.events.ModelRef;
import dev.weft.events.ObjectRef;
import dev.weft.events.Prediction;
import dev.weft.events.RejectionReason;
import dev.weft.events.Role;
import dev.weft.events.Timings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Lane lane = new Lane(new TopicPartition("t", 0));

  @BeforeEach
  void open() {
    lane.open(new AnsweredIds(100));
  }

  private Work work(String id, long offset) {
    var object = new ObjectRef("bucket", id, 1, "0".repeat(64));
    var event = new ImageUploaded(id, object, null, Instant.EPOCH, null, Map.of());
    var work = new Work(event, new ImageRejected.Origin("t", 0, offset), Instant.EPOCH, lane);
    lane.begin(offset, work);
    return work;
  }

  private static Outcome rejected(Work work, RejectionReason reason) {
    return work.rejected(new Refusal(reason, "why"), null, Instant.EPOCH);
  }

  private static Outcome classified(Work work) {
    var event =
        new ImageClassified(
            work.event().imageId(),
            work.event().object(),
            new ModelRef("fake", 1),
            Role.PRIMARY,
            List.of(new Prediction("label-0", 1)),
            "fake",
            new Timings(0, 0, 0, 0),
            Instant.EPOCH,
            Instant.EPOCH,
            Map.of(),
            null);
    return new Outcome.Classified(event, null, work.origin());
  }

  @Test
  void knowsAnImageFromTheMomentItIsBegun() {
    var work = work("a", 1);
    assertThat(lane.knows("a")).isTrue();
    lane.complete(work, rejected(work, RejectionReason.NOT_AN_IMAGE));
    lane.committed(2);
    assertThat(lane.knows("a")).isTrue();
    assertThat(lane.inFlight()).isZero();
  }

  @Test
  void manyRejectionsPushNoPredictionOutOfWhatItRemembers() {
    lane.open(new AnsweredIds(3));
    var first = work("predicted", 0);
    lane.complete(first, classified(first));
    for (int offset = 1; offset <= 50; offset++) {
      var work = work("bad-" + offset, offset);
      lane.complete(work, rejected(work, RejectionReason.NOT_AN_IMAGE));
    }
    lane.committed(51);
    assertThat(lane.knows("predicted")).isTrue();
    assertThat(lane.knows("bad-50")).isTrue();
    assertThat(lane.knows("bad-47")).isFalse();
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
    lane.settle(1, new Outcome.Rejected(why, null));
    assertThat(lane.knows("a")).isFalse();
    lane.committed(2);
    assertThat(lane.knows("a")).isFalse();
  }

  @Test
  void isWorthWaitingForOnlyWhenItsFirstUnfinishedHasBegun() {
    var first = work("a", 1);
    var second = work("b", 2);
    first.start();
    lane.cancelQueued();
    assertThat(second.isCancelled()).isTrue();
    assertThat(lane.isWorthWaiting()).isTrue();
    lane.complete(first, rejected(first, RejectionReason.EXPIRED));
    assertThat(lane.isWorthWaiting()).isFalse();
    assertThat(lane.ready().nextOffset()).isEqualTo(2);
  }

  @Test
  void isFullFromItsShareDownToHalfOfIt() {
    var works = new Work[4];
    for (int i = 0; i < 4; i++) {
      assertThat(lane.isFull(4)).isFalse();
      works[i] = work("image-" + i, i);
    }
    assertThat(lane.isFull(4)).isTrue();
    for (int i = 0; i < 2; i++) {
      assertThat(lane.isFull(4)).isTrue();
      lane.complete(works[i], rejected(works[i], RejectionReason.EXPIRED));
      lane.committed(i + 1);
    }
    assertThat(lane.isFull(4)).isFalse();
  }

  @Test
  void takesNoOutcomeOnceItIsAbandoned() {
    var work = work("a", 1);
    work.start();
    lane.abandon();
    assertThat(work.isUseless()).isTrue();
    lane.complete(work, rejected(work, RejectionReason.EXPIRED));
    assertThat(lane.hasReady()).isFalse();
  }
}
