package dev.weft.gateway.views.streams;

import dev.weft.events.image.ImageErased;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Remembers erased images, so that no late or repeated record restores one. Stored among the views
 * under keys that no image has, and in no list, except unfinished erasures, which are in the index
 * under {@link IndexKeys#unfinished}.
 */
final class Erasures {

  private static final String PREFIX = "\u0000erased/";

  private static final byte[] PRESENT = {1};

  private Erasures() {}

  /** The erasure of an image; empty if it was not erased, or the erasure has expired. */
  static Optional<ImageErased> of(ReadOnlyKeyValueStore<String, byte[]> views, String imageId) {
    return Optional.ofNullable(ViewJson.read(views.get(PREFIX + imageId), ImageErased.class));
  }

  /** Stores an erasure. */
  static void put(
      KeyValueStore<String, byte[]> views,
      KeyValueStore<Bytes, byte[]> index,
      ImageErased erasure) {
    Bytes unfinished = IndexKeys.unfinished(erasure.imageId());
    if (erasure.finished()) {
      index.delete(unfinished);
    } else {
      index.put(unfinished, PRESENT);
    }
    views.put(PREFIX + erasure.imageId(), ViewJson.write(erasure));
  }

  /** Deletes an erasure. */
  static void delete(
      KeyValueStore<String, byte[]> views, KeyValueStore<Bytes, byte[]> index, String imageId) {
    index.delete(IndexKeys.unfinished(imageId));
    views.delete(PREFIX + imageId);
  }

  /** The keys of all erasures; the caller closes the iterator. */
  static KeyValueIterator<String, byte[]> all(ReadOnlyKeyValueStore<String, byte[]> views) {
    return views.range(PREFIX, PREFIX + '\uffff');
  }

  /** The image of a key from {@link #all}. */
  static String imageId(String key) {
    return key.substring(PREFIX.length());
  }

  /**
   * Merges two events about one erasure: the first request is kept, what is finished stays
   * finished, and an unfinished one has the newest failure.
   *
   * @param a may be null
   */
  static ImageErased merge(ImageErased a, ImageErased b) {
    if (a == null) {
      return b;
    }
    ImageErased first = b.erasedAt().isBefore(a.erasedAt()) ? b : a;
    ImageErased.Completed done = a.completed() == null ? b.completed() : a.completed();
    if (a.finished() && b.finished()) {
      Instant one = a.completed().at();
      done = b.completed().at().isBefore(one) ? b.completed() : a.completed();
    }
    ImageErased.Failure failure = done == null ? newest(a.failure(), b.failure()) : null;
    return new ImageErased(
        first.imageId(),
        first.object() == null ? other(first, a, b).object() : first.object(),
        first.source(),
        first.erasedBy(),
        first.erasedAt(),
        done,
        failure);
  }

  private static ImageErased.Failure newest(ImageErased.Failure a, ImageErased.Failure b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return b.at().isBefore(a.at()) ? a : b;
  }

  private static ImageErased other(ImageErased one, ImageErased a, ImageErased b) {
    return one == a ? b : a;
  }
}
