package dev.weft.gateway.trainings;

import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRequested;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Events of one training. Not thread-safe: guarded by {@link Trainings}. */
final class TrainingLog {

  /** Number of newest epochs kept. */
  static final int MAX_EPOCHS = 500;

  /** Number of events kept for streams that resume. */
  static final int MAX_RECENT = 64;

  private final String id;
  private final String model;
  private final Map<String, EpochPoint> epochs = new LinkedHashMap<>();
  private final Deque<TrainingSignal.Progress> recent = new ArrayDeque<>();
  private TrainingRequested request;
  private Instant cancelRequestedAt;
  private CompletableFuture<Void> changed = new CompletableFuture<>();

  TrainingLog(String id, String model) {
    this.id = id;
    this.model = model;
  }

  /** Processes a request; the first one wins, since the same id is the same training. */
  void requested(TrainingRequested event) {
    request = request == null ? event : request;
  }

  void cancelled(TrainingCancelled event) {
    cancelRequestedAt = cancelRequestedAt == null ? event.requestedAt() : cancelRequestedAt;
  }

  /**
   * Processes progress; ignores events that are not newer, or come after the end.
   *
   * @return the future of waiting subscribers, to be completed outside of the lock; null if nothing
   *     changed
   */
  CompletableFuture<Void> progressed(long offset, TrainingProgressed event) {
    if (isEnded() || offset <= lastOffset()) {
      return null;
    }
    recent.add(new TrainingSignal.Progress(offset, event));
    if (recent.size() > MAX_RECENT) {
      recent.remove();
    }
    if (EpochPoint.isOne(event)) {
      epochs.put(event.phase() + "/" + event.epoch(), EpochPoint.of(event));
      if (epochs.size() > MAX_EPOCHS) {
        epochs.remove(epochs.keySet().iterator().next());
      }
    }
    CompletableFuture<Void> sign = changed;
    changed = new CompletableFuture<>();
    return sign;
  }

  /** The first kept event after an offset; null if there is none yet. */
  TrainingSignal.Progress after(long offset) {
    for (TrainingSignal.Progress progress : recent) {
      if (progress.offset() > offset) {
        return progress;
      }
    }
    return null;
  }

  /** Offset of the last event; -1 before the first one. */
  long lastOffset() {
    return recent.isEmpty() ? -1 : recent.getLast().offset();
  }

  boolean isEnded() {
    return !recent.isEmpty() && recent.getLast().event().state().isEnd();
  }

  CompletableFuture<Void> changed() {
    return changed;
  }

  TrainingView view() {
    return new TrainingView(
        id,
        model,
        request,
        cancelRequestedAt,
        recent.isEmpty() ? null : recent.getLast().event(),
        new ArrayList<>(epochs.values()));
  }
}
