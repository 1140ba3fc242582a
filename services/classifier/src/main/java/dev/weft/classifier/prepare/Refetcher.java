package dev.weft.classifier.prepare;

import dev.weft.classifier.inflight.Refusal;
import dev.weft.events.image.ObjectRef;
import dev.weft.imaging.Preprocessing;
import java.nio.FloatBuffer;

/**
 * Fetches and decodes an image once more, for a version that needs a different tensor from the one
 * that answered. The bytes are not kept for that, since they may be many times the tensor's size.
 * Thread-safe.
 */
public final class Refetcher {

  private final Fetcher fetcher;
  private final ImageDecoding decoding;
  private final ByteBudget budget;

  public Refetcher(Fetcher fetcher, ImageDecoding decoding, ByteBudget budget) {
    this.fetcher = fetcher;
    this.decoding = decoding;
    this.budget = budget;
  }

  /**
   * Fetches and decodes an image.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   * @throws dev.weft.objectstore.StoreRefusedException if the store refuses the request
   * @throws ImageGoneException if the object is gone, or is no longer the image
   * @throws IllegalStateException if the image cannot be decoded
   */
  @SuppressWarnings("try") // only closed, not used otherwise
  public void decode(ObjectRef object, Preprocessing preprocessing, FloatBuffer out)
      throws InterruptedException {
    try (var share = budget.take(object.size())) {
      Fetch fetch = fetcher.fetch(object);
      if (fetch instanceof Fetch.Refused refused) {
        throw new ImageGoneException(text(refused.refusal()));
      } else if (fetch instanceof Fetch.Missing missing) {
        throw new ImageGoneException(missing.refusal().detail());
      } else if (fetch instanceof Fetch.Fetched fetched) {
        decoding
            .decode(fetched.bytes(), preprocessing, out)
            .ifPresent(
                refusal -> {
                  throw new IllegalStateException(text(refusal));
                });
      }
    }
  }

  private static String text(Refusal refusal) {
    return refusal.reason().code() + ": " + refusal.detail();
  }
}
