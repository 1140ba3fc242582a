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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitGatheringTest {

  private static final Duration NOTHING = Duration.ofSeconds(7);
  private static final Instant UPLOADED = Instant.parse("2026-01-01T00:00:00Z");

  private final AssignedPartition one = new AssignedPartition(new TopicPartition("t", 0));
  private final AssignedPartition other = new AssignedPartition(new TopicPartition("t", 1));
  private Instant now = UPLOADED.plusMillis(400);
  private final CommitGathering gathering = new CommitGathering(() -> now);

  @BeforeEach
  void open() {
    one.open(new DedupIds(100));
    other.open(new DedupIds(100));
  }

  @Test
  void withoutAnythingReadyNothingIsDue() {
    begin(one, "a", 0);

    assertThat(left()).isEqualTo(NOTHING);
  }

  @Test
  void theOnlyImageWaitsForNothing() {
    answer(begin(one, "a", 0));

    assertThat(left()).isZero();
  }

  @Test
  void anAnswerWaitsAQuarterOfItsTimeForImagesInProgress() {
    begin(other, "b", 0);
    answer(begin(one, "a", 0));

    assertThat(left()).isEqualTo(Duration.ofMillis(100));
    now = UPLOADED.plusMillis(480);
    assertThat(left()).isEqualTo(Duration.ofMillis(40));
    now = UPLOADED.plusMillis(540);
    assertThat(left()).isZero();
  }

  @Test
  void anAnswerWaitsNoLongerOnceNothingIsInProgress() {
    InFlightImage second = begin(other, "b", 0);
    answer(begin(one, "a", 0));
    assertThat(left()).isPositive();

    answer(second);

    assertThat(left()).isZero();
  }

  @Test
  void noBacklogMakesAnAnswerWaitLongerThanTheBound() {
    now = UPLOADED.plusSeconds(3600);
    begin(one, "b", 1);
    answer(begin(other, "a", 0));

    assertThat(left()).isEqualTo(CommitGathering.MOST);
  }

  @Test
  void theWaitBeginsAnewAfterACommit() {
    now = UPLOADED.plusSeconds(3600);
    begin(other, "c", 0);
    answer(begin(one, "a", 0));
    left();
    now = now.plus(CommitGathering.MOST);
    assertThat(left()).isZero();
    gathering.ended();
    one.committed(1);
    answer(begin(one, "b", 1));

    assertThat(left()).isEqualTo(CommitGathering.MOST);
  }

  @Test
  void aRejectionIsTheReasonToCommitAtOnce() {
    begin(other, "b", 0);
    InFlightImage image = begin(one, "a", 0);
    one.complete(
        image, image.rejected(new Refusal(RejectionReason.NOT_AN_IMAGE, "why"), null, now));

    assertThat(left()).isZero();
  }

  @Test
  void offsetsWithoutAnAnswerWaitForTheBound() {
    begin(other, "b", 0);
    one.settle(0, new ImageOutcome.OwnedElsewhere());

    assertThat(left()).isEqualTo(CommitGathering.MOST);
  }

  @Test
  void aClockThatIsSetBackMakesNothingWait() {
    begin(other, "b", 0);
    answer(begin(one, "a", 0));
    left();
    now = now.minusSeconds(3600);

    assertThat(left()).isZero();
  }

  private Duration left() {
    return gathering.left(List.of(one, other), NOTHING);
  }

  private static InFlightImage begin(AssignedPartition owned, String id, long offset) {
    var object = new ObjectRef("bucket", id, 1, "0".repeat(64));
    var event = new ImageUploaded(id, object, null, UPLOADED, null, Map.of());
    var image = new InFlightImage(event, new ImageRejected.Origin("t", 0, offset), UPLOADED, owned);
    owned.begin(offset, image);
    return image;
  }

  private void answer(InFlightImage image) {
    var event =
        new ImageClassified(
            image.event().imageId(),
            image.event().object(),
            new ModelRef("fake", 1),
            ServingRole.PRIMARY,
            List.of(new Prediction("label-0", 1)),
            "fake",
            new Timings(0, 0, 0, 0),
            UPLOADED,
            now,
            Map.of(),
            null,
            null,
            null);
    image.complete(new ImageOutcome.Classified(event, null, image.origin()));
  }
}
