package dev.weft.rollout.measure;

import dev.weft.base.Sha256;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Stores the history of each image by its id. An entry keeps the time of the image's first event as
 * its window start, so that the store expires it as a whole, segment by segment.
 *
 * <p>Of an erased image only the SHA-256 of its id is kept, for as long as events of the image
 * would be: none of them brings it back.
 */
final class ImageHistories {

  /** Begins the keys of erased images; no image's id contains this character. */
  private static final String ERASED = "\u0000erased/";

  private static final byte[] PRESENT = {1};

  private final WindowStore<String, byte[]> store;
  private final Windows windows;

  ImageHistories(WindowStore<String, byte[]> store, Windows windows) {
    this.store = store;
    this.windows = windows;
  }

  /**
   * The image's entry, with {@link ImageHistory#NONE} if there are no events of it; empty if it was
   * erased.
   */
  Optional<Entry> of(String imageId, long now) {
    KeyValue<Long, byte[]> found = find(imageId, now);
    if (found != null) {
      ImageHistory history = StoreJson.read(found.value, ImageHistory.class);
      return Optional.of(new Entry(imageId, found.key, history));
    }
    return find(erased(imageId), now) == null
        ? Optional.of(new Entry(imageId, now, ImageHistory.NONE))
        : Optional.empty();
  }

  /** The first value of a key that is within the retention; null if there is none. */
  private KeyValue<Long, byte[]> find(String key, long now) {
    // Includes future timestamps: the process that wrote the entry may have had another clock.
    long ahead = now + windows.remember().toMillis();
    try (WindowStoreIterator<byte[]> found = store.fetch(key, windows.oldest(now), ahead)) {
      return found.hasNext() ? found.next() : null;
    }
  }

  /**
   * Deletes the image's entry, and ignores its events from now on; the figures that the image is
   * counted in stay.
   */
  void erase(String imageId, long now) {
    KeyValue<Long, byte[]> found = find(imageId, now);
    if (found != null) {
      store.put(imageId, null, found.key);
    }
    store.put(erased(imageId), PRESENT, now);
  }

  private static String erased(String imageId) {
    return ERASED + Sha256.hex(imageId);
  }

  void put(Entry entry, ImageHistory history) {
    store.put(entry.imageId, StoreJson.write(history), entry.since);
  }

  /**
   * A stored history.
   *
   * @param since time of the image's first event, in milliseconds
   */
  record Entry(String imageId, long since, ImageHistory history) {}
}
