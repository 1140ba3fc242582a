package dev.weft.gateway.trainings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.gateway.Events;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TrainingsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Trainings trainings = new Trainings(3);

  @Test
  void aTrainingIsQueuedUntilItsTrainerSaysMore() {
    trainings.apply(requested("a", 1));
    assertThat(state("a")).isEqualTo(TrainingState.QUEUED);

    trainings.apply(epoch("a", 1, 0.5), 7);

    assertThat(state("a")).isEqualTo(TrainingState.RUNNING);
    assertThat(trainings.get("a").orElseThrow().request()).isEqualTo(requested("a", 1));
    assertThat(trainings.get("unknown")).isEmpty();
  }

  @Test
  void theFirstRequestOfAnIdCounts() {
    trainings.apply(requested("a", 1));
    trainings.apply(requested("a", 2));

    assertThat(trainings.get("a").orElseThrow().requestedAt()).isEqualTo(Events.at(1));
  }

  @Test
  void progressThatComesBeforeItsRequestWaitsForIt() {
    trainings.apply(epoch("a", 1, 0.5), 7);
    trainings.apply(requested("a", 1));

    assertThat(trainings.get("a").orElseThrow().request()).isNotNull();
    assertThat(state("a")).isEqualTo(TrainingState.RUNNING);
  }

  @Test
  void epochsAreKeptOnceEachAndWhatIsReadAgainChangesNothing() {
    trainings.apply(epoch("a", 1, 0.5), 7);
    trainings.apply(epoch("a", 2, 0.4), 8);
    trainings.apply(epoch("a", 1, 0.9), 7);
    trainings.apply(progress("a").images(3, 9).event(TrainingState.RUNNING, Events.at(3)), 9);
    // An unfinished epoch is not part of the curve yet.
    trainings.apply(
        progress("a")
            .phase(TrainingPhase.FREEZE)
            .epoch(3, 30)
            .loss(0.3)
            .event(TrainingState.RUNNING, Events.at(4)),
        10);

    assertThat(trainings.get("a").orElseThrow().epochs())
        .extracting(EpochPoint::epoch, EpochPoint::loss)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 0.5),
            org.assertj.core.groups.Tuple.tuple(2, 0.4));
  }

  @Test
  void afterTheEndNothingFollows() {
    trainings.apply(progress("a").version(2).event(TrainingState.PUBLISHED, Events.at(1)), 1);
    trainings.apply(epoch("a", 1, 0.5), 2);

    assertThat(state("a")).isEqualTo(TrainingState.PUBLISHED);
  }

  @Test
  void aWishToCancelIsShownBeforeTheTrainerHasHeardOfIt() {
    trainings.apply(requested("a", 1));
    trainings.apply(new TrainingCancelled("a", "clothing", Events.at(2)), 5);

    assertThat(trainings.get("a").orElseThrow().cancelRequestedAt()).isEqualTo(Events.at(2));
    assertThat(state("a")).isEqualTo(TrainingState.QUEUED);
  }

  @Test
  void ofTooManyTheOldestThatHasEndedIsForgotten() {
    trainings.apply(requested("running", 1));
    trainings.apply(requested("ended", 2));
    trainings.apply(progress("ended").event(TrainingState.FAILED, Events.at(3)), 1);
    trainings.apply(requested("newer", 4));
    trainings.apply(requested("newest", 5));

    assertThat(trainings.newest(null, 10))
        .extracting(TrainingView::id)
        .containsExactly("newest", "newer", "running");
    assertThat(trainings.newest(null, 1)).hasSize(1);
    assertThat(trainings.newest("other", 10)).isEmpty();
  }

  @Test
  void aNamedDataSetIsInUseUntilTheLastTrainingOnItHasEnded() {
    trainings.apply(requested("other", 1));
    trainings.apply(on("winter", "w", 2));
    trainings.apply(on("autumn", "a", 3));

    assertThat(trainings.underWayOn("autumn")).map(TrainingView::id).contains("a");
    trainings.apply(progress("a").event(TrainingState.RUNNING, Events.at(4)), 1);
    assertThat(trainings.underWayOn("autumn")).map(TrainingView::id).contains("a");
    trainings.apply(progress("a").event(TrainingState.CANCELLED, Events.at(5)), 2);
    assertThat(trainings.underWayOn("autumn")).isEmpty();
  }

  @Test
  void ofALongTrainingTheNewestEpochsAndEventsAreKept() {
    for (int i = 1; i <= TrainingLog.MAX_EPOCHS + 10; i++) {
      trainings.apply(epoch("a", i, 0.1), i);
    }

    List<EpochPoint> epochs = trainings.get("a").orElseThrow().epochs();
    assertThat(epochs).hasSize(TrainingLog.MAX_EPOCHS);
    assertThat(epochs.get(0).epoch()).isEqualTo(11);
    TrainingSignal oldest = trainings.next("a", 0, LONG).join();
    assertThat(((TrainingSignal.Progress) oldest).offset())
        .isEqualTo(TrainingLog.MAX_EPOCHS + 10 - TrainingLog.MAX_RECENT + 1);
  }

  @Test
  void aSubscriberHearsTheNewestThenEachThatComesThenTheEnd() {
    trainings.apply(requested("a", 1));
    trainings.apply(epoch("a", 1, 0.5), 7);
    trainings.apply(epoch("a", 2, 0.4), 8);

    assertThat(offset(trainings.next("a", -1, LONG))).isEqualTo(8);
    assertThat(offset(trainings.next("a", 7, LONG))).isEqualTo(8);
    CompletableFuture<TrainingSignal> next = trainings.next("a", 8, LONG);
    assertThat(next).isNotDone();
    trainings.apply(progress("a").event(TrainingState.REJECTED, Events.at(3)), 9);
    assertThat(offset(next)).isEqualTo(9);
    assertThat(trainings.next("a", 9, LONG).join()).isEqualTo(new TrainingSignal.End());
    assertThat(trainings.next("unknown", -1, LONG).join()).isEqualTo(new TrainingSignal.End());
  }

  @Test
  void aSubscriberHearsSilenceToo() {
    trainings.apply(requested("a", 1));

    assertThat(trainings.next("a", -1, Duration.ofMillis(1)).join())
        .isEqualTo(new TrainingSignal.Quiet());
  }

  private TrainingState state(String id) {
    return trainings.get(id).orElseThrow().state();
  }

  private static long offset(CompletableFuture<TrainingSignal> signal) {
    return ((TrainingSignal.Progress) signal.join()).offset();
  }

  private static TrainingRequested requested(String id, long second) {
    return new TrainingRequested(
        id, "clothing", TrainingTrigger.PERSON, null, null, Events.at(second));
  }

  private static TrainingRequested on(String dataset, String id, long second) {
    return new TrainingRequested(
        id,
        "clothing",
        TrainingTrigger.PERSON,
        null,
        null,
        dataset,
        null,
        List.of(),
        Events.at(second));
  }

  private static TrainingProgress progress(String id) {
    return TrainingProgress.of(requested(id, 1));
  }

  private static TrainingProgressed epoch(String id, int epoch, double loss) {
    return progress(id)
        .phase(TrainingPhase.FREEZE)
        .epoch(epoch, 30)
        .training(loss, 0.8)
        .validation(loss + 0.1, 0.7)
        .event(TrainingState.RUNNING, Events.at(epoch));
  }
}
