package dev.weft.gateway.views.streams;

import dev.weft.base.Sha256;
import dev.weft.events.object.UploadKey;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Keys of the ordered index: {@code list | length of its name | name | rank | image id},
 * big-endian, so that the bytes' order is the order of {@link PagePosition} within each list; and,
 * in the same form with milliseconds as the rank, the queue of {@link ViewExpiry}.
 */
final class IndexKeys {

  /**
   * Present once every image that expires is in the queue; for its value see {@link ViewExpiry}.
   */
  static final Bytes QUEUED = Bytes.wrap(new byte[] {'y'});

  private static final int PREFIX = 1 + Short.BYTES;
  private static final char LABELED = 'h';
  private static final char QUEUE = 'x';
  private static final char SINCE = 'z';
  private static final char UNFINISHED = 'e';
  private static final char OBJECT = 'o';
  private static final int DIGEST = 32;

  private IndexKeys() {}

  /** One key for each list that contains the image. */
  static List<Bytes> of(ImageView view) {
    PagePosition position = PagePosition.of(view);
    List<Bytes> keys = new ArrayList<>(5);
    keys.add(key(new ImageFilter.All(), position));
    keys.add(key(new ImageFilter.InState(view.state()), position));
    view.predicted().ifPresent(label -> keys.add(key(new ImageFilter.Predicted(label), position)));
    if (view.labeled() != null) {
      keys.add(key(new ImageFilter.Labeled(view.labeled().label()), position));
    }
    if (view.uploaded() != null && UploadKey.imageId(view.uploaded().object().key()).isEmpty()) {
      keys.add(object(view.uploaded().object().key(), view.imageId()));
    }
    return keys;
  }

  /**
   * Key of an image that another program put under an object's key; keys of uploads contain the id.
   */
  private static Bytes object(String key, String imageId) {
    byte[] id = imageId.getBytes(StandardCharsets.US_ASCII);
    byte[] prefix = objectFrom(key).get();
    return Bytes.wrap(ByteBuffer.allocate(prefix.length + id.length).put(prefix).put(id).array());
  }

  /** Lower bound of the keys of images under an object's key, by its SHA-256. */
  static Bytes objectFrom(String key) {
    byte[] digest = Sha256.of(key);
    return Bytes.wrap(
        ByteBuffer.allocate(1 + digest.length).put((byte) OBJECT).put(digest).array());
  }

  /** Upper bound of these keys. */
  static Bytes objectTo(String key) {
    byte[] from = objectFrom(key).get();
    return Bytes.wrap(ByteBuffer.allocate(from.length + 1).put(from).put((byte) 0xFF).array());
  }

  /** The image of a key in this range. */
  static String objectId(Bytes key) {
    int from = 1 + DIGEST;
    return new String(key.get(), from, key.get().length - from, StandardCharsets.US_ASCII);
  }

  static Bytes key(ImageFilter filter, PagePosition position) {
    return key(prefix(filter), position.rank(), position.imageId());
  }

  private static Bytes key(byte[] prefix, long order, String imageId) {
    byte[] id = imageId.getBytes(StandardCharsets.US_ASCII);
    return Bytes.wrap(
        ByteBuffer.allocate(prefix.length + Long.BYTES + id.length)
            .put(prefix)
            .putLong(order)
            .put(id)
            .array());
  }

  /** The lowest key of the list after a position; of the whole list if that is null. */
  static Bytes from(ImageFilter filter, PagePosition after) {
    if (after == null) {
      return Bytes.wrap(prefix(filter));
    }
    return after(key(filter, after));
  }

  /** Upper bound of the list's keys: ranks are nonnegative, so none starts with 0xFF. */
  static Bytes to(ImageFilter filter) {
    byte[] prefix = prefix(filter);
    return Bytes.wrap(ByteBuffer.allocate(prefix.length + 1).put(prefix).put((byte) 0xFF).array());
  }

  /** Lower bound of the keys of all lists of labeled images. */
  static Bytes labeledFrom() {
    return Bytes.wrap(new byte[] {LABELED});
  }

  /** Upper bound of these keys. */
  static Bytes labeledTo() {
    return Bytes.wrap(new byte[] {LABELED + 1});
  }

  /** Key in the expiry queue, in order of time. */
  static Bytes queued(long millis, String imageId) {
    return key(prefix(QUEUE, ""), millis, imageId);
  }

  /** Key of an image's time in the expiry queue. */
  static Bytes since(String imageId) {
    byte[] id = imageId.getBytes(StandardCharsets.US_ASCII);
    return Bytes.wrap(ByteBuffer.allocate(1 + id.length).put((byte) SINCE).put(id).array());
  }

  /** Present while an image's erasure is unfinished. */
  static Bytes unfinished(String imageId) {
    byte[] id = imageId.getBytes(StandardCharsets.US_ASCII);
    return Bytes.wrap(ByteBuffer.allocate(1 + id.length).put((byte) UNFINISHED).put(id).array());
  }

  /** Lower bound of the keys of {@link #unfinished}. */
  static Bytes unfinishedFrom() {
    return Bytes.wrap(new byte[] {UNFINISHED});
  }

  /** Upper bound of these keys. */
  static Bytes unfinishedTo() {
    return Bytes.wrap(new byte[] {UNFINISHED + 1});
  }

  /** The image of a key of {@link #unfinished}. */
  static String unfinishedId(Bytes key) {
    return new String(key.get(), 1, key.get().length - 1, StandardCharsets.US_ASCII);
  }

  /** Lower bound of the queue's keys. */
  static Bytes queueFrom() {
    return Bytes.wrap(prefix(QUEUE, ""));
  }

  /** Upper bound of the queue's keys up to that millisecond. */
  static Bytes queueTo(long millis) {
    return queued(millis + 1, "");
  }

  /** The next key after another. */
  static Bytes after(Bytes key) {
    byte[] last = key.get();
    return Bytes.wrap(ByteBuffer.allocate(last.length + 1).put(last).array());
  }

  /** The list's name in a key; for a list of labeled images, the label. */
  static String name(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    return new String(key.get(), PREFIX, bytes.getShort(1), StandardCharsets.UTF_8);
  }

  static PagePosition position(Bytes key) {
    ByteBuffer bytes = ByteBuffer.wrap(key.get());
    int name = bytes.getShort(1);
    bytes.position(PREFIX + name);
    long rank = bytes.getLong();
    return new PagePosition(rank, StandardCharsets.US_ASCII.decode(bytes).toString());
  }

  private static byte[] prefix(ImageFilter filter) {
    if (filter instanceof ImageFilter.InState inState) {
      return prefix('s', inState.state().code());
    }
    if (filter instanceof ImageFilter.Predicted predicted) {
      return prefix('l', predicted.label());
    }
    if (filter instanceof ImageFilter.Labeled labeled) {
      return prefix(LABELED, labeled.label());
    }
    return prefix('a', "");
  }

  private static byte[] prefix(char list, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > Short.MAX_VALUE) {
      throw new IllegalArgumentException("a list's name is longer than 32,767 bytes");
    }
    return ByteBuffer.allocate(PREFIX + bytes.length)
        .put((byte) list)
        .putShort((short) bytes.length)
        .put(bytes)
        .array();
  }
}
