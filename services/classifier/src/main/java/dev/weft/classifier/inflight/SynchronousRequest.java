package dev.weft.classifier.inflight;

import dev.weft.base.Softmax;
import dev.weft.events.image.Uncertainty;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The images of one request in progress. Thread-safe. */
public final class SynchronousRequest {

  private final ServingModel model;
  private final double[][] probabilities;
  private final Uncertainty[] uncertainty;
  private final AtomicInteger unanswered;
  private final AtomicInteger held;
  private final Runnable released;
  private final CompletableFuture<SynchronousAnswer> answer = new CompletableFuture<>();

  /**
   * @param model that answers all of them
   * @param released run once, when none of the images is in use any more
   */
  public SynchronousRequest(ServingModel model, int images, Runnable released) {
    this.model = model;
    this.probabilities = new double[images][];
    this.uncertainty = new Uncertainty[images];
    this.unanswered = new AtomicInteger(images);
    this.held = new AtomicInteger(images);
    this.released = released;
  }

  public CompletableFuture<SynchronousAnswer> answer() {
    return answer;
  }

  /** Whether it has its answer, so that the remaining images are no longer needed. */
  public boolean isOver() {
    return answer.isDone();
  }

  /**
   * One of the images was classified.
   *
   * @param sure uncertainty of the answer; null if answers have none
   */
  public void classified(int index, float[] logits, Uncertainty sure) {
    probabilities[index] = Softmax.of(logits);
    uncertainty[index] = sure;
    if (unanswered.decrementAndGet() == 0) {
      // A policy may have changed between two batches: if some answers have none, all are left out.
      boolean ofAll = Stream.of(uncertainty).allMatch(Objects::nonNull);
      answer.complete(
          new SynchronousAnswer.Answered(
              model.ref(),
              model.classes(),
              probabilities,
              ofAll ? List.of(uncertainty) : List.of()));
    }
  }

  public void refused(int index, Refusal refusal) {
    answer.complete(new SynchronousAnswer.Refused(index, refusal.reason(), refusal.detail()));
  }

  public void failed(String why) {
    answer.complete(new SynchronousAnswer.Failed(model.ref(), why));
  }

  public void stopping() {
    answer.complete(new SynchronousAnswer.Stopping());
  }

  void imageReleased() {
    if (held.decrementAndGet() == 0) {
      released.run();
    }
  }
}
