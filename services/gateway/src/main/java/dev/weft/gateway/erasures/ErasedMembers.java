package dev.weft.gateway.erasures;

import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.modelstore.ModelManifest;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Counts images of trainings' data sets that have been erased since. Data sets never change, and
 * erasures are only remembered for a while; therefore an empty object, {@code erased/<data
 * set>/<image id>}, marks that a data set was used to train with an image that was erased later,
 * for as long as the data set exists. Thread-safe.
 */
public final class ErasedMembers {

  /** Prefix of the markers. */
  public static final String PREFIX = "erased/";

  private static final Duration AGE = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final String bucket;
  private final ExpiringValue<Map<String, Integer>> counts;

  /**
   * @param bucket of the markers
   */
  public ErasedMembers(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
    this.counts = new ExpiringValue<>(AGE, this::count);
  }

  /** Marks that a data set was used to train with an image that was erased since. */
  void add(String dataset, String imageId) {
    store.put(bucket, PREFIX + dataset + "/" + imageId, new byte[] {'\n'}, "text/plain");
  }

  /** Number of a version's training images that were erased since; cached for some seconds. */
  public int of(ModelManifest version) {
    return version.origin().training() == null
        ? 0
        : counts.get().getOrDefault(version.origin().training().dataSet(), 0);
  }

  private Map<String, Integer> count() {
    Map<String, Integer> images = new HashMap<>();
    Iterator<StoredObject> erased = store.list(bucket, PREFIX, null);
    while (erased.hasNext()) {
      String rest = erased.next().key().substring(PREFIX.length());
      int slash = rest.indexOf('/');
      if (slash > 0) {
        images.merge(rest.substring(0, slash), 1, Integer::sum);
      }
    }
    return images;
  }
}
