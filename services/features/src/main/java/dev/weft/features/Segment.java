package dev.weft.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A file of features, little-endian and memory-mapped: a header of four ints (magic, format, floats
 * per record, records), then records of fixed size: key (two longs), number of the augmentation
 * (int), a reserved int, perceptual hash (four longs), features. Immutable.
 */
final class Segment {
  static final int FLOATS = 2048;
  static final int HEADER = 16;
  static final int RECORD = 56 + FLOATS * Float.BYTES;

  private static final int MAGIC = 0x53544657;
  private static final int FORMAT = 1;

  private final ByteBuffer bytes;
  private final int records;

  private Segment(ByteBuffer bytes, int records) {
    this.bytes = bytes;
    this.records = records;
  }

  /**
   * Maps a file.
   *
   * @throws IOException if it is not a segment
   */
  static Segment map(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
              .order(ByteOrder.LITTLE_ENDIAN);
      if (bytes.limit() < HEADER || bytes.getInt(0) != MAGIC || bytes.getInt(4) != FORMAT) {
        throw new IOException(file + " contains no features");
      }
      int records = bytes.getInt(12);
      if (bytes.getInt(8) != FLOATS || bytes.limit() != HEADER + (long) records * RECORD) {
        throw new IOException(file + " is damaged: its length does not match its header");
      }
      return new Segment(bytes, records);
    }
  }

  /** Returns a buffer for records, to be completed by {@link #finish}. */
  static ByteBuffer buffer(int records) {
    return ByteBuffer.allocate(HEADER + records * RECORD)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(HEADER);
  }

  static void append(ByteBuffer buffer, FeatureKey key, PerceptualHash look, float[] features) {
    buffer.putLong(key.high()).putLong(key.low()).putInt(key.shown()).putInt(0);
    buffer.putLong(look.a()).putLong(look.b()).putLong(look.c()).putLong(look.d());
    buffer.asFloatBuffer().put(features);
    buffer.position(buffer.position() + FLOATS * Float.BYTES);
  }

  /** Returns the file's bytes: the header and the appended records. */
  static byte[] finish(ByteBuffer buffer) {
    int records = (buffer.position() - HEADER) / RECORD;
    buffer.putInt(0, MAGIC).putInt(4, FORMAT).putInt(8, FLOATS).putInt(12, records);
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  /** Passes each record's key and index to the consumer. */
  void forEach(BiConsumer<FeatureKey, Integer> consumer) {
    for (int i = 0; i < records; i++) {
      int at = HEADER + i * RECORD;
      consumer.accept(
          new FeatureKey(bytes.getLong(at), bytes.getLong(at + 8), bytes.getInt(at + 16)), i);
    }
  }

  /** Whether it holds a record of any of these images. */
  boolean holdsAny(Set<FeatureKey> images) {
    for (int i = 0; i < records; i++) {
      if (images.contains(image(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the bytes of a segment without the records of some images; null if none is left.
   *
   * @param images keys as returned by {@link FeatureKey#image}
   */
  byte[] without(Set<FeatureKey> images) {
    ByteBuffer rest = buffer(records);
    for (int i = 0; i < records; i++) {
      if (!images.contains(image(i))) {
        rest.put(bytes.slice(HEADER + i * RECORD, RECORD));
      }
    }
    return rest.position() == HEADER ? null : finish(rest);
  }

  int records() {
    return records;
  }

  private FeatureKey image(int record) {
    int at = HEADER + record * RECORD;
    return new FeatureKey(bytes.getLong(at), bytes.getLong(at + 8), 0);
  }

  PerceptualHash look(int record) {
    int at = HEADER + record * RECORD + 24;
    return new PerceptualHash(
        bytes.getLong(at), bytes.getLong(at + 8), bytes.getLong(at + 16), bytes.getLong(at + 24));
  }

  /** Copies a record's features to the target's position, which is advanced. */
  void read(int record, FloatBuffer target) {
    target.put(
        bytes
            .slice(HEADER + record * RECORD + 56, FLOATS * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer());
  }
}
