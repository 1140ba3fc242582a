package dev.weft.objectstore;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether a service may do now with its bucket what it does, by doing it. For readiness: a bucket
 * that is gone, and rights that were withdrawn, are noticed before they are needed. What was found
 * holds for two seconds, so that any number of questions costs the store no more. Thread-safe.
 */
public final class StoreProbe {
  private static final Duration AGE = Duration.ofSeconds(2);
  private static final byte[] CONTENT =
      "Here Weft tries whether it may write.\n".getBytes(StandardCharsets.US_ASCII);

  private final Supplier<Optional<String>> attempt;
  private final LongSupplier nanos;
  private Optional<String> found;
  private long foundAt;

  /**
   * @param attempt does it: what does not work and what to do, empty if all does; a {@link
   *     StoreRefusedException} or {@link StoreUnavailableException} says the same
   */
  public StoreProbe(Supplier<Optional<String>> attempt) {
    this(attempt, System::nanoTime);
  }

  StoreProbe(Supplier<Optional<String>> attempt, LongSupplier nanos) {
    this.attempt = attempt;
    this.nanos = nanos;
  }

  /**
   * Of a service that lists, reads and writes: it asks for the bucket, and only if that is there
   * puts an object unless it lies there already, and looks at it. So after the first time nothing
   * is written, and no bucket is made by a store that makes one for who puts.
   *
   * @param key of an object that is there for this alone, where the service may write
   */
  public static StoreProbe writing(ObjectStore store, String bucket, String key) {
    return new StoreProbe(
        () ->
            store
                .problem(bucket)
                .or(
                    () -> {
                      store.putIfAbsent(bucket, key, CONTENT, "text/plain", Map.of());
                      return Optional.empty();
                    }));
  }

  /** What does not work, and what to do; empty if all does. Blocks for the store. */
  public synchronized Optional<String> problem() {
    long now = nanos.getAsLong();
    if (found == null || now - foundAt >= AGE.toNanos()) {
      found = tried();
      foundAt = nanos.getAsLong();
    }
    return found;
  }

  private Optional<String> tried() {
    try {
      return attempt.get();
    } catch (StoreRefusedException | StoreUnavailableException e) {
      return Optional.of(e.getMessage());
    }
  }
}
