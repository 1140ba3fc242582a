package dev.weft.systemtests;

import dev.weft.client.Problem;
import dev.weft.client.Upload;
import dev.weft.client.WeftException;
import dev.weft.client.image.Image;
import dev.weft.client.label.LabelRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A well-behaved client: it uses one idempotency key per image and retries until the upload is
 * acknowledged.
 */
public final class Uploads {
  private static final int BUSY = 429;

  private final Server weft;

  public Uploads(Server weft) {
    this.weft = weft;
  }

  /** Uploads all images, each until it is acknowledged; the server may be down in between. */
  public void untilAcknowledged(Map<String, byte[]> images, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    Map<String, byte[]> left = new LinkedHashMap<>(images);
    while (!left.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(left.size() + " images were not acknowledged in " + timeout);
      }
      boolean progress =
          left.entrySet().removeIf(image -> accepted(image.getKey(), image.getValue()));
      if (!progress) {
        Thread.sleep(200);
      }
    }
  }

  private boolean accepted(String id, byte[] bytes) {
    try {
      Optional<Problem> refusal = send(id, bytes);
      int status = refusal.map(Problem::status).orElse(0);
      if (status >= 400 && status < 500 && status != BUSY) {
        throw new AssertionError("upload of " + id + " was refused: " + refusal.get());
      }
      return refusal.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Uploads an image for the default model. */
  Optional<Problem> send(String id, byte[] bytes) throws IOException {
    return send(Upload.of(bytes).id(id));
  }

  /**
   * Uploads an image.
   *
   * @return the problem if it is refused; empty if it is accepted
   * @throws IOException if the server does not respond
   */
  Optional<Problem> send(Upload upload) throws IOException {
    return refusal(() -> weft.weft().images().upload(upload));
  }

  /** Uploads an image and waits for its prediction. */
  Image answered(String id, byte[] bytes) {
    Upload upload = Upload.of(bytes).id(id).waitFor(Duration.ofSeconds(30));
    return weft.weft().images().upload(upload);
  }

  /** Labels an image; returns the problem if that is refused. */
  Optional<Problem> label(String id, String label) throws IOException {
    return refusal(() -> weft.weft().images().label(id, LabelRequest.of(label)));
  }

  /** The problem with which a call is refused; empty if it succeeds. */
  static Optional<Problem> refusal(Runnable call) throws IOException {
    try {
      call.run();
      return Optional.empty();
    } catch (WeftException e) {
      if (e.problem().isEmpty()) {
        throw new IOException(e);
      }
      return e.problem();
    }
  }
}
