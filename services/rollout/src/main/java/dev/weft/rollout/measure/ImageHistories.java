package dev.weft.rollout.measure;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * What is known of images, by id. An image's entry keeps the time at which it was first heard of,
 * so that the store forgets it whole, segment by segment.
 */
final class ImageHistories {

  private final WindowStore<String, byte[]> store;
  private final Windows windows;

  ImageHistories(WindowStore<String, byte[]> store, Windows windows) {
    this.store = store;
    this.windows = windows;
  }

  /** An entry: {@link ImageHistory#NONE} if nothing was heard of the image. */
  Entry of(String imageId, long now) {
    // Into the future, too: whoever wrote the entry may have had another clock.
    long ahead = now + windows.remember().toMillis();
    try (WindowStoreIterator<byte[]> found = store.fetch(imageId, windows.oldest(now), ahead)) {
      if (!found.hasNext()) {
        return new Entry(imageId, now, ImageHistory.NONE);
      }
      KeyValue<Long, byte[]> first = found.next();
      return new Entry(imageId, first.key, StoreJson.read(first.value, ImageHistory.class));
    }
  }

  /** Nothing is known of it any more; what it counted for is no image's. */
  void forget(Entry entry) {
    store.put(entry.imageId, null, entry.since);
  }

  void put(Entry entry, ImageHistory trace) {
    store.put(entry.imageId, StoreJson.write(trace), entry.since);
  }

  /**
   * What is known of an image.
   *
   * @param since when it was first heard of, in milliseconds
   */
  record Entry(String imageId, long since, ImageHistory trace) {}
}
