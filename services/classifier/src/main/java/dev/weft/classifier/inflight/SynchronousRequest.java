package dev.weft.classifier.inflight;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The images of one request on their way. Thread-safe. */
public final class SynchronousRequest {

  private final ServingModel model;
  private final double[][] probabilities;
  private final AtomicInteger unanswered;
  private final AtomicInteger held;
  private final Runnable released;
  private final CompletableFuture<SynchronousAnswer> answer = new CompletableFuture<>();

  /**
   * @param model that answers all of them
   * @param released run once, when no image is held any more
   */
  public SynchronousRequest(ServingModel model, int images, Runnable released) {
    this.model = model;
    this.probabilities = new double[images][];
    this.unanswered = new AtomicInteger(images);
    this.held = new AtomicInteger(images);
    this.released = released;
  }

  public CompletableFuture<SynchronousAnswer> answer() {
    return answer;
  }

  /** Whether it has its answer, so that the images still on their way are of no use. */
  public boolean isOver() {
    return answer.isDone();
  }

  public void classified(int index, float[] logits) {
    probabilities[index] = TopLabels.softmax(logits);
    if (unanswered.decrementAndGet() == 0) {
      answer.complete(new SynchronousAnswer.Answered(model.ref(), model.classes(), probabilities));
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
