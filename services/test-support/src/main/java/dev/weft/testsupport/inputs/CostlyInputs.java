package dev.weft.testsupport.inputs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Small files with many pixels, whose decoding would be far more expensive than that of a
 * photograph.
 */
public final class CostlyInputs {

  private static final int SIDE = 8_000;
  private static final int BYTES = 114 << 10;
  private static final int FRAME_HEADER = 10;
  private static final int CHUNK_HEADER = 8;

  private CostlyInputs() {}

  /** A lossy WebP of 64 megapixels: zeros after its header, which decode as macroblocks. */
  public static byte[] webp() {
    int frame = FRAME_HEADER + BYTES;
    ByteBuffer file = ByteBuffer.allocate(12 + CHUNK_HEADER + frame).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(4 + CHUNK_HEADER + frame).put(ascii("WEBP"));
    file.put(ascii("VP8 ")).putInt(frame);
    int tag = 1 << 4 | BYTES / 2 << 5;
    file.put((byte) tag).put((byte) (tag >> 8)).put((byte) (tag >> 16));
    file.put(Bytes.of(0x9d, 0x01, 0x2a)).putShort((short) SIDE).putShort((short) SIDE);
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
