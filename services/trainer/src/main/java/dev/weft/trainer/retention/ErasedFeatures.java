package dev.weft.trainer.retention;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.image.ImageErased;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.features.FeatureStore;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.ErasedImages.Erasures;
import dev.weft.trainer.labels.ImageDigests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes features, of every base, and digests of erased images. The position in the erasures'
 * topic is kept in the bucket, so that each erasure is processed once, by any trainer; repeating it
 * is harmless. If another image has the same bytes, its features are computed again. Methods throw
 * the store's and the broker's exceptions; the next round continues where one failed.
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

  /**
   * @param bucket the bucket with {@code features/}
   */
  public ErasedFeatures(
      ObjectStore store,
      String bucket,
      ErasedImages erased,
      ImageDigests digests,
      FeatureStore features) {
    this.store = store;
    this.bucket = bucket;
    this.erased = erased;
    this.digests = digests;
    this.features = features;
  }

  /**
   * Processes the erasures since the last call.
   *
   * @return number of removed feature records
   */
  public int remove() {
    Map<Integer, Long> before = position();
    Erasures erasures = erased.since(before);
    int removed = erasures.events().isEmpty() ? 0 : remove(erasures);
    if (!erasures.position().equals(before)) {
      keep(erasures.position());
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
