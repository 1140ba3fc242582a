package dev.weft.testsupport.inputs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Files with a valid start and any declared size. */
final class Headers {
  private static final byte[] PNG = Bytes.of(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');

  private Headers() {}

  static byte[] png(int width, int height, int depth, int colour) {
    return Bytes.join(
        PNG, header(width, height, depth, colour), chunk("IDAT", deflatedZeros(64)), end());
  }

  /** Grayscale, with {@code length} zeros, compressed a thousandfold. */
  static byte[] pngOfZeros(int width, int height, long length) {
    return Bytes.join(
        PNG, header(width, height, 8, 0), chunk("IDAT", deflatedZeros(length)), end());
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  private static byte[] header(int width, int height, int depth, int colour) {
    var ihdr = ByteBuffer.allocate(13).putInt(width).putInt(height);
    return chunk("IHDR", ihdr.put((byte) depth).put((byte) colour).array());
  }

  static byte[] png(byte[]... chunks) {
    return Bytes.join(PNG, Bytes.join(chunks), end());
  }

  static byte[] pngHeader(int width, int height, int depth, int colour) {
    return header(width, height, depth, colour);
  }

  private static byte[] end() {
    return chunk("IEND", new byte[0]);
  }

  static byte[] deflatedZeros(long length) {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION);
    var out = new ByteArrayOutputStream();
    byte[] zeros = new byte[1 << 16];
    byte[] buffer = new byte[1 << 16];
    for (long left = length; !deflater.finished(); ) {
      if (left > 0 && deflater.needsInput()) {
        deflater.setInput(zeros, 0, (int) Math.min(left, zeros.length));
        left -= Math.min(left, zeros.length);
      } else if (left == 0) {
        deflater.finish();
      }
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }

  static byte[] gif(int width, int height) {
    return gifFrame(width, height, width, height);
  }

  static byte[] gifFrame(int width, int height, int frameWidth, int frameHeight) {
    return little(40)
        .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) width)
        .putShort((short) height)
        .put(Bytes.of(0x80, 0, 0, 0, 0, 0, 255, 255, 255))
        .put(Bytes.of(0x2c, 0, 0, 0, 0))
        .putShort((short) frameWidth)
        .putShort((short) frameHeight)
        .put(Bytes.of(0, 2, 2, 0x4c, 1, 0, 0x3b))
        .array();
  }

  static byte[] bmp(int width, int height, int bits, int compression) {
    return little(54 + 64)
        .put((byte) 'B')
        .put((byte) 'M')
        .putInt(118)
        .putInt(0)
        .putInt(54)
        .putInt(40)
        .putInt(width)
        .putInt(height)
        .putShort((short) 1)
        .putShort((short) bits)
        .putInt(compression)
        .array();
  }

  /** An extended file: the canvas size has 24 bits, unlike a frame's 14. */
  static byte[] webp(int width, int height) {
    return little(46)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(38)
        .put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII))
        .putInt(10)
        .putInt(0)
        .putShort((short) (width - 1))
        .put((byte) (width - 1 >> 16))
        .put(Bytes.of(height - 1, height - 1 >> 8, height - 1 >> 16))
        .put("VP8L".getBytes(StandardCharsets.US_ASCII))
        .putInt(5)
        .array();
  }

  static byte[] tiff(int width, int height) {
    var tiff = little(128).put(Bytes.of('I', 'I', 42, 0)).putInt(8).putShort((short) 8);
    entry(tiff, 256, width);
    entry(tiff, 257, height);
    entry(tiff, 258, 8);
    entry(tiff, 259, 1);
    entry(tiff, 262, 1);
    entry(tiff, 273, 120);
    entry(tiff, 277, 1);
    entry(tiff, 279, 8);
    return tiff.array();
  }

  private static void entry(ByteBuffer tiff, int tag, int value) {
    tiff.putShort((short) tag).putShort((short) 4).putInt(1).putInt(value);
  }

  private static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
