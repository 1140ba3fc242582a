package dev.weft.features;

import dev.weft.base.Sha256;
import dev.weft.imaging.Preprocessing;
import dev.weft.objectstore.ObjectStore;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Adds features to the store without reading those that it has, for processes that compute features
 * and do not use them. A record that is there already is harmless. Thread-safe.
 */
public final class SegmentWriter {
  private final ObjectStore store;
  private final String bucket;
  private final String prefix;
  private final ByteBuffer pending;

  private SegmentWriter(ObjectStore store, String bucket, String prefix, int records) {
    this.store = store;
    this.bucket = bucket;
    this.prefix = prefix;
    this.pending = Segment.buffer(records);
  }

  /**
   * Writes features that stay.
   *
   * @param base see {@link Bases#id}
   * @param records records per segment, of 8 KB each, which are held in memory
   */
  public static SegmentWriter of(
      ObjectStore store, String bucket, String base, Preprocessing preprocessing, int records) {
    return new SegmentWriter(store, bucket, FeatureStore.prefix(base, preprocessing), records);
  }

  /** Writes features of answered images, see {@link FeatureStore#limitAnswered}. */
  public static SegmentWriter ofAnswered(
      ObjectStore store, String bucket, String base, Preprocessing preprocessing, int records) {
    return new SegmentWriter(
        store, bucket, FeatureStore.answeredPrefix(base, preprocessing), records);
  }

  /**
   * Adds a record, unless the segment is full, which must then be written first.
   *
   * @param look hash of the image without augmentation
   * @return whether it was added
   */
  public synchronized boolean offer(
      String sha256, Augmentation shown, PerceptualHash look, float[] features) {
    if (!pending.hasRemaining()) {
      return false;
    }
    Segment.append(pending, FeatureKey.of(sha256, shown), look, features);
    return true;
  }

  /** Returns the number of added records that are not yet being written. */
  public synchronized int records() {
    return (pending.position() - Segment.HEADER) / Segment.RECORD;
  }

  /** Whether there is nothing to write. */
  public boolean isEmpty() {
    return records() == 0;
  }

  /**
   * Writes the segment to the store; records may be added meanwhile. If that fails, its records are
   * dropped, so that features of an image that is erased meanwhile are not stored much later.
   */
  public void flush() {
    byte[] bytes = take();
    if (bytes != null) {
      store.putIfAbsent(
          bucket, prefix + Sha256.hex(bytes), bytes, "application/octet-stream", Map.of());
    }
  }

  private synchronized byte[] take() {
    if (pending.position() == Segment.HEADER) {
      return null;
    }
    byte[] bytes = Segment.finish(pending);
    pending.position(Segment.HEADER);
    return bytes;
  }
}
