package dev.weft.classifier.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** The images of one request on their way. Thread-safe. */
final class DirectRequest {

  private final ServingModel model;
  private final double[][] probabilities;
  private final AtomicInteger unanswered;
  private final AtomicInteger held;
  private final Runnable released;
  private final CompletableFuture<DirectAnswer> answer = new CompletableFuture<>();

  /**
   * @param model that answers all of them
   * @param released run once, when no image is held any more
   */
  DirectRequest(ServingModel model, int images, Runnable released) {
    this.model = model;
    this.probabilities = new double[images][];
    this.unanswered = new AtomicInteger(images);
    this.held = new AtomicInteger(images);
    this.released = released;
  }

  CompletableFuture<DirectAnswer> answer() {
    return answer;
  }

  /** Whether it has its answer, so that the images still on their way are of no use. */
  boolean isOver() {
    return answer.isDone();
  }

  void classified(int index, float[] logits) {
    probabilities[index] = TopLabels.softmax(logits);
    if (unanswered.decrementAndGet() == 0) {
      answer.complete(new DirectAnswer.Answered(model.ref(), model.classes(), probabilities));
    }
  }

  void refused(int index, Refusal refusal) {
    answer.complete(new DirectAnswer.Refused(index, refusal.reason(), refusal.detail()));
  }

  void failed(String why) {
    answer.complete(new DirectAnswer.Failed(model.ref(), why));
  }

  void stopping() {
    answer.complete(new DirectAnswer.Stopping());
  }

  void imageReleased() {
    if (held.decrementAndGet() == 0) {
      released.run();
    }
  }
}
