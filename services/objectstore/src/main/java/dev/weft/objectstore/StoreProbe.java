package dev.weft.objectstore;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Checks by a real access whether a service can currently use its bucket. For readiness: a missing
 * bucket and withdrawn permissions are noticed before they are needed. Results are cached for two
 * seconds to bound the load on the store. Thread-safe.
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
   * @param attempt performs the access; returns the problem and what to do, or empty if it
   *     succeeds; a {@link StoreRefusedException} or {@link StoreUnavailableException} counts as a
   *     problem too
   */
  public StoreProbe(Supplier<Optional<String>> attempt) {
    this(attempt, System::nanoTime);
  }

  StoreProbe(Supplier<Optional<String>> attempt, LongSupplier nanos) {
    this.attempt = attempt;
    this.nanos = nanos;
  }

  /**
   * Creates a probe for a service that lists, reads and writes: it checks the bucket and, only if
   * it exists, stores an object unless it exists already, and reads its metadata. After the first
   * time nothing is written, and stores that create missing buckets on a put do not create one.
   *
   * @param key the key of an object that exists for this purpose only, where the service may write
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

  /**
   * Returns the current problem and what to do; empty if there is none. Blocks for the store's
   * response.
   */
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
