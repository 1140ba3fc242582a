package dev.weft.xception.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights in the safetensors format (huggingface.co/docs/safetensors): eight bytes of header
 * length, a JSON header, then plain little-endian values. Written as float32; float16 is read too.
 *
 * <p>A file is not trusted: its header is validated against the file's length, and its shapes
 * against the network, before any value is read.
 */
public final class SafeTensors {

  private SafeTensors() {}

  /**
   * Writes a file of 4 bytes per parameter, with one tensor in memory at a time; an older file is
   * replaced.
   */
  public static void write(Weights weights, Path file) throws IOException {
    byte[] header = SafeTensorsHeader.of(weights.tensors()).toJson();
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer start = littleEndian(Long.BYTES + header.length);
      writeFully(channel, start.putLong(header.length).put(header).flip());
      for (Tensor tensor : weights.tensors().values()) {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.size(), Float.BYTES));
        bytes.asFloatBuffer().put(tensor.values());
        writeFully(channel, bytes);
      }
    }
  }

  /**
   * Reads a file written by {@link #write} or by any other tool.
   *
   * @throws WeightsException if it is damaged, or is not Xception's
   * @throws IOException if it cannot be read
   */
  public static Weights read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SafeTensorsHeader header = SafeTensorsHeader.read(channel, Files.size(file));
      Map<String, List<Integer>> shapes = new LinkedHashMap<>();
      header.entries().forEach((name, entry) -> shapes.put(name, entry.shape()));
      return Weights.read(shapes, name -> tensor(channel, header, name));
    }
  }

  private static Tensor tensor(FileChannel channel, SafeTensorsHeader header, String name) {
    SafeTensorsHeader.Entry entry = header.entries().get(name);
    try {
      ByteBuffer bytes = littleEndian(Math.toIntExact(entry.end() - entry.begin()));
      readFully(channel, bytes, header.dataStart() + entry.begin());
      return new Tensor(entry.shape(), entry.type().floats(bytes));
    } catch (IOException e) {
      throw new WeightsException("The tensor " + name + " cannot be read", e);
    }
  }

  static void readFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes, at);
      if (count < 0) {
        throw new IOException("The file ends at byte " + at);
      }
      at += count;
    }
    bytes.flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
