package dev.weft.gateway.views.streams;

import dev.weft.events.image.ImageErased;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What is remembered of erased images: that they are, so that no late or repeated record brings one
 * back. It lies in the store of the views, under keys that no image has; in no list, but for those
 * whose erasure is not done yet, which lie in the index under {@link IndexKeys#unfinished}.
 */
final class Erasures {

  private static final String PREFIX = "\u0000erased/";

  private static final byte[] PRESENT = {1};

  private Erasures() {}

  /** The erasure of an image; empty if it was not erased, or that is forgotten by now. */
  static Optional<ImageErased> of(ReadOnlyKeyValueStore<String, byte[]> views, String imageId) {
    return Optional.ofNullable(ViewJson.read(views.get(PREFIX + imageId), ImageErased.class));
  }

  /** Writes an erasure down. */
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

  /** Forgets that an image was erased. */
  static void delete(
      KeyValueStore<String, byte[]> views, KeyValueStore<Bytes, byte[]> index, String imageId) {
    index.delete(IndexKeys.unfinished(imageId));
    views.delete(PREFIX + imageId);
  }

  /** The images of which anything is remembered; the caller closes it. */
  static KeyValueIterator<String, byte[]> all(ReadOnlyKeyValueStore<String, byte[]> views) {
    return views.range(PREFIX, PREFIX + '\uffff');
  }

  /** The image of a key of {@link #all}. */
  static String imageId(String key) {
    return key.substring(PREFIX.length());
  }

  /**
   * Two events about one erasure together: who asked first asked, what is done stays done, and the
   * newest failure counts while it is not.
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
