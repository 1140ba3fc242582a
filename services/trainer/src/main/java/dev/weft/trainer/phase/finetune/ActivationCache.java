package dev.weft.trainer.phase.finetune;

import dev.weft.xception.weights.Half;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.MappedByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Caches the input of the first trained block for each image in one file, which is deleted on
 * close: half precision, memory-mapped for reading. Images that do not fit are computed by the
 * caller each time. Thread-safe for different slots.
 */
final class ActivationCache implements AutoCloseable {
  private static final long CHUNK_BYTES = 1L << 30;
  private static final float LARGEST = 65_504;

  private final int length;
  private final int capacity;
  private final int chunkSlots;
  private final FileChannel channel;
  private final List<MappedByteBuffer> chunks = new ArrayList<>();

  /**
   * @param length floats of an image
   * @param wanted number of images, counting mirrored ones separately
   * @param maxBytes size limit of the file; at most half of the free disk space is used
   */
  ActivationCache(Path directory, int length, int wanted, long maxBytes) throws IOException {
    this.length = length;
    long slotBytes = (long) length * Short.BYTES;
    long room = Math.min(maxBytes, Files.getFileStore(directory).getUsableSpace() / 2);
    capacity = (int) Math.min(wanted, room / slotBytes);
    chunkSlots = Math.toIntExact(CHUNK_BYTES / slotBytes);
    channel =
        FileChannel.open(
            Files.createTempFile(directory, "activations", ".cache"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  /** Returns the number of slots. */
  int capacity() {
    return capacity;
  }

  /**
   * Fills a slot.
   *
   * @param values {@code length} values from index {@code offset}
   */
  void write(int slot, FloatBuffer values, int offset) {
    ByteBuffer bytes = ByteBuffer.allocate(length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < length; i++) {
      float value = Math.max(-LARGEST, Math.min(LARGEST, values.get(offset + i)));
      bytes.putShort(Half.fromFloat(value));
    }
    bytes.flip();
    long at = (long) slot * length * Short.BYTES;
    try {
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store activations on disk", e);
    }
  }

  /** Copies a filled slot to the target's position, which is advanced. */
  void read(int slot, FloatBuffer target) {
    ShortBuffer halves =
        chunk(slot / chunkSlots)
            .slice(slot % chunkSlots * length * Short.BYTES, length * Short.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .asShortBuffer();
    for (int i = 0; i < length; i++) {
      target.put(Half.toFloat(halves.get(i)));
    }
  }

  private synchronized ByteBuffer chunk(int number) {
    try {
      while (chunks.size() <= number) {
        long slotBytes = (long) length * Short.BYTES;
        long first = (long) chunks.size() * chunkSlots;
        long slots = Math.min(chunkSlots, capacity - first);
        chunks.add(
            channel.map(FileChannel.MapMode.READ_WRITE, first * slotBytes, slots * slotBytes));
      }
      return chunks.get(number);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot map activations", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the activations", e);
    }
  }
}
