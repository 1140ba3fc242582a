package dev.weft.imaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Small files that are expensive to decode, created without an encoder. */
final class CostlyImages {
  private CostlyImages() {}

  /** A lossy WebP whose header is followed by {@code length} zeros, which decode as macroblocks. */
  static byte[] lossyWebp(int side, int length) {
    ByteBuffer frame = little(10 + length);
    int firstPartition = length / 2;
    int tag = 1 << 4 | firstPartition << 5;
    frame.put((byte) tag).put((byte) (tag >> 8)).put((byte) (tag >> 16));
    frame.put((byte) 0x9d).put((byte) 0x01).put((byte) 0x2a);
    frame.putShort((short) side).putShort((short) side);
    return riff(chunk("VP8 ", frame.array()));
  }

  /**
   * A lossless WebP of one colour.
   *
   * @param transforms numbers of the transforms in its header, in order
   */
  static byte[] losslessWebp(int side, int... transforms) {
    Bits bits = new Bits();
    bits.put(0x2f, 8).put(side - 1, 14).put(side - 1, 14).put(0, 4);
    for (int transform : transforms) {
      bits.put(1, 1).put(transform, 2);
      if (transform < 2) {
        // Blocks of 4x4, the largest possible number.
        bits.put(0, 3).put(0, 1);
        codes(bits);
      }
    }
    // No further transforms, no colour cache, no meta prefix codes.
    bits.put(0, 3);
    codes(bits);
    return riff(chunk("VP8L", bits.bytes()));
  }

  /** Five prefix codes with the single symbol 0, so that pixels take no bits. */
  private static void codes(Bits bits) {
    for (int i = 0; i < 5; i++) {
      bits.put(1, 1).put(0, 1).put(0, 1).put(0, 1);
    }
  }

  /**
   * A grey progressive JPEG: a scan of the DC coefficients, then scans that refine nothing but
   * visit all blocks.
   */
  static byte[] progressiveJpeg(int side, int scans) {
    var file = new ByteArrayOutputStream();
    marker(file, 0xd8);
    segment(file, 0xdb, table());
    segment(file, 0xc2, new byte[] {8, hi(side), lo(side), hi(side), lo(side), 1, 1, 0x11, 0});
    segment(file, 0xc4, huffman(0x00, 0));
    // An end-of-band run of at least 2^14 blocks, followed by 14 bits.
    segment(file, 0xc4, huffman(0x10, 0xe0));
    int blocks = (side + 7) / 8 * ((side + 7) / 8);
    segment(file, 0xda, new byte[] {1, 1, 0, 0, 0, 0});
    file.writeBytes(new byte[blocks / 8 + 1]);
    for (int i = 1; i < scans; i++) {
      segment(file, 0xda, new byte[] {1, 1, 0, 1, 63, 0x10});
      Runs runs = new Runs();
      for (int left = blocks; left > 0; left -= 1 << 14) {
        runs.put(0, 1).put(0, 14);
      }
      file.writeBytes(runs.bytes());
    }
    marker(file, 0xd9);
    return file.toByteArray();
  }

  /**
   * A TIFF of grey tiles that all have the same offset.
   *
   * @param compression value of tag 259
   */
  static byte[] tiledTiff(int side, int tile, int compression) {
    int across = (side + tile - 1) / tile;
    int tiles = across * across;
    int[][] entries = {
      {256, 4, 1, side},
      {257, 4, 1, side},
      {258, 3, 1, 8},
      {259, 3, 1, compression},
      {262, 3, 1, 1},
      {277, 3, 1, 1},
      {322, 4, 1, tile},
      {323, 4, 1, tile},
      {324, 4, tiles, 256},
    };
    ByteBuffer file = little(256 + 4 * tiles + 64);
    file.put("II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    file.putShort((short) entries.length);
    for (int[] entry : entries) {
      file.putShort((short) entry[0]).putShort((short) entry[1]);
      file.putInt(entry[2]).putInt(entry[3]);
    }
    file.position(256);
    for (int i = 0; i < tiles; i++) {
      file.putInt(256 + 4 * tiles);
    }
    return file.array();
  }

  /** A TIFF whose directory refers to the same values repeatedly. */
  static byte[] tiffOfManyValues(int entries, int values) {
    ByteBuffer file = little(16 + 12 * entries + values);
    file.put("II*\0".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    file.putShort((short) entries);
    for (int i = 0; i < entries; i++) {
      int tag = 256 + i;
      file.putShort((short) tag).putShort((short) 1).putInt(values).putInt(16 + 12 * entries);
    }
    java.util.Arrays.fill(file.array(), 16 + 12 * entries, file.capacity(), (byte) 8);
    return file.array();
  }

  private static byte[] riff(byte[] chunk) {
    ByteBuffer file = little(12 + chunk.length);
    file.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(4 + chunk.length);
    return file.put("WEBP".getBytes(StandardCharsets.ISO_8859_1)).put(chunk).array();
  }

  private static byte[] chunk(String name, byte[] data) {
    ByteBuffer chunk = little(8 + data.length + data.length % 2);
    chunk.put(name.getBytes(StandardCharsets.ISO_8859_1)).putInt(data.length).put(data);
    return chunk.array();
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void marker(ByteArrayOutputStream file, int marker) {
    file.write(0xff);
    file.write(marker);
  }

  private static void segment(ByteArrayOutputStream file, int marker, byte[] data) {
    marker(file, marker);
    file.write(hi(data.length + 2));
    file.write(lo(data.length + 2));
    file.writeBytes(data);
  }

  private static byte[] table() {
    byte[] table = new byte[65];
    java.util.Arrays.fill(table, 1, 65, (byte) 1);
    return table;
  }

  /** A Huffman table with a code of one bit, for one symbol. */
  private static byte[] huffman(int head, int symbol) {
    byte[] table = new byte[18];
    table[0] = (byte) head;
    table[1] = 1;
    table[17] = (byte) symbol;
    return table;
  }

  private static byte hi(int value) {
    return (byte) (value >> 8);
  }

  private static byte lo(int value) {
    return (byte) value;
  }

  /** Writes bits, least significant bit of a byte first. */
  private static final class Bits {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int held;
    private int count;

    Bits put(int value, int size) {
      for (int i = 0; i < size; i++) {
        held |= (value >> i & 1) << count;
        if (++count == 8) {
          bytes.write(held);
          held = 0;
          count = 0;
        }
      }
      return this;
    }

    byte[] bytes() {
      put(0, 7);
      return bytes.toByteArray();
    }
  }

  /** Writes bits, most significant bit of a byte first; none of its bytes forms a marker. */
  private static final class Runs {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int held;
    private int count;

    Runs put(int value, int size) {
      for (int i = size - 1; i >= 0; i--) {
        held = held << 1 | value >> i & 1;
        if (++count == 8) {
          bytes.write(held);
          held = 0;
          count = 0;
        }
      }
      return this;
    }

    byte[] bytes() {
      put(0, 7);
      return bytes.toByteArray();
    }
  }
}
