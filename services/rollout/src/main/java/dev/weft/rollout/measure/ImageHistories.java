package dev.weft.rollout.measure;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Stores the history of each image by its id. An entry keeps the time of the image's first event as
 * its window start, so that the store expires it as a whole, segment by segment.
 */
final class ImageHistories {

  private final WindowStore<String, byte[]> store;
  private final Windows windows;

  ImageHistories(WindowStore<String, byte[]> store, Windows windows) {
    this.store = store;
    this.windows = windows;
  }

  /** The image's entry, with {@link ImageHistory#NONE} if there are no events of it. */
  Entry of(String imageId, long now) {
    // Includes future timestamps: the process that wrote the entry may have had another clock.
    long ahead = now + windows.remember().toMillis();
    try (WindowStoreIterator<byte[]> found = store.fetch(imageId, windows.oldest(now), ahead)) {
      if (!found.hasNext()) {
        return new Entry(imageId, now, ImageHistory.NONE);
      }
      KeyValue<Long, byte[]> first = found.next();
      return new Entry(imageId, first.key, StoreJson.read(first.value, ImageHistory.class));
    }
  }

  /** Deletes an entry; the figures that the image is counted in stay. */
  void forget(Entry entry) {
    store.put(entry.imageId, null, entry.since);
  }

  void put(Entry entry, ImageHistory trace) {
    store.put(entry.imageId, StoreJson.write(trace), entry.since);
  }

  /**
   * A stored history.
   *
   * @param since time of the image's first event, in milliseconds
   */
  record Entry(String imageId, long since, ImageHistory trace) {}
}
