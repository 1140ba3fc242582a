package dev.weft.chaos.upgrade;

import dev.weft.chaos.workload.Gateways;
import dev.weft.chaos.workload.Gateways.Answer;
import java.time.Duration;
import java.util.List;

/** An image that the newer release erases, and that the older one must not show again. */
final class ErasedImage {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 404;

  private final String path;

  private ErasedImage(String path) {
    this.path = path;
  }

  /**
   * Erases an image, and waits until its object is removed.
   *
   * @throws IllegalStateException if that takes too long
   */
  static ErasedImage erase(Gateways gateways, String id) throws InterruptedException {
    Polling.until(
        "the erasure of " + id + " is accepted",
        TIMEOUT,
        () -> gateways.erase(id),
        Answer::isAcknowledged);
    Polling.until(
        id + " is erased",
        TIMEOUT,
        () -> gateways.get("/v1/erasures/" + id),
        answer -> answer.body().path("state").asText().equals("done"));
    return new ErasedImage("/v1/images/" + id);
  }

  /** Returns what is wrong, once the gateway can answer; empty if the image is still erased. */
  List<String> differences(Gateways gateways) throws InterruptedException {
    Answer answer =
        Polling.until(
            path + " is answered", TIMEOUT, () -> gateways.get(path), one -> !one.isPassing());
    return answer.status() == NOT_FOUND
        ? List.of()
        : List.of("%s was erased, but the response is %d".formatted(path, answer.status()));
  }
}
