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
 * How many images of trainings' data sets were erased since. A data set never changes, and an
 * erasure is remembered for a while only; so beside a data set that learned from an erased image
 * lies an object without content, {@code erased/<data set>/<image id>}, for as long as the data set
 * itself lies there. Thread-safe.
 */
public final class ErasedMembers {

  /** What says so lies below this prefix. */
  public static final String PREFIX = "erased/";

  private static final Duration AGE = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final String bucket;
  private final ExpiringValue<Map<String, Integer>> counts;

  /**
   * @param bucket that holds {@code erased/}
   */
  public ErasedMembers(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
    this.counts = new ExpiringValue<>(AGE, this::count);
  }

  /** Writes down that a data set learned from an image that was erased since. */
  void add(String dataset, String imageId) {
    store.put(bucket, PREFIX + dataset + "/" + imageId, new byte[] {'\n'}, "text/plain");
  }

  /**
   * How many of the images that a version learned from were erased since; some seconds old at most.
   */
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
