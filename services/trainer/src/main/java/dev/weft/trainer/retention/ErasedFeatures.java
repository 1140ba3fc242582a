package dev.weft.trainer.retention;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.image.ImageErased;
import dev.weft.features.FeatureStore;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.ErasedImages.Erasures;
import dev.weft.trainer.labels.ImageDigests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes features, of every base, and digests of erased images. If another image has the same
 * bytes, its features are computed again.
 *
 * <p>A classifier may store features of an image shortly after it was erased. An erasure is
 * therefore processed again in each round until that is no longer possible, and the position in the
 * erasures' topic, which is kept in the bucket for any trainer, is moved only then; repeating it is
 * harmless. Methods throw the store's and the broker's exceptions; the next round continues where
 * one failed.
 */
public final class ErasedFeatures {

  /** Object with the next offset of each partition of the erasures' topic, as JSON. */
  static final String POSITION = "features/erased.json";

  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final String bucket;
  private final ErasedImages erased;
  private final ImageDigests digests;
  private final FeatureStore features;
  private final Duration settled;
  private final InstantSource clock;
  private Round last;

  /** How far a round has read. */
  private record Round(Map<Integer, Long> position, Instant at) {}

  /**
   * @param bucket the bucket with {@code features/}
   * @param settled after this time, no features of an erased image are stored any more
   */
  public ErasedFeatures(
      ObjectStore store,
      String bucket,
      ErasedImages erased,
      ImageDigests digests,
      FeatureStore features,
      Duration settled,
      InstantSource clock) {
    this.store = store;
    this.bucket = bucket;
    this.erased = erased;
    this.digests = digests;
    this.features = features;
    this.settled = settled;
    this.clock = clock;
  }

  /**
   * Processes the erasures that are new, or not yet settled.
   *
   * @return number of removed feature records
   */
  public int remove() {
    Instant now = clock.instant();
    Map<Integer, Long> before = position();
    Erasures erasures = erased.since(before);
    int removed = erasures.events().isEmpty() ? 0 : remove(erasures);
    if (last == null) {
      last = new Round(erasures.position(), now);
    }
    if (!now.isBefore(last.at().plus(settled))) {
      if (!last.position().equals(before)) {
        keep(last.position());
      }
      last = null;
    }
    features.forgetRemoved();
    return removed;
  }

  private int remove(Erasures erasures) {
    Set<String> sha256 = new HashSet<>();
    erasures.events().stream()
        .filter(event -> event.object() != null && event.object().sha256() != null)
        .forEach(event -> sha256.add(event.object().sha256()));
    sha256.addAll(
        digests.forget(
            erasures.events().stream().map(ImageErased::imageId).collect(Collectors.toSet())));
    return sha256.isEmpty() ? 0 : features.remove(sha256);
  }

  private Map<Integer, Long> position() {
    if (!(store.get(bucket, POSITION, MAX_BYTES) instanceof GetResult.Found found)) {
      return Map.of();
    }
    try {
      return JSON.readValue(found.bytes(), new TypeReference<Map<Integer, Long>>() {});
    } catch (IOException e) {
      // An invalid position is treated as none, which starts from the beginning.
      return Map.of();
    }
  }

  private void keep(Map<Integer, Long> position) {
    try {
      store.put(bucket, POSITION, JSON.writeValueAsBytes(position), "application/json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
