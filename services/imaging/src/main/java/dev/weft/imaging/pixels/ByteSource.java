package dev.weft.imaging.pixels;

/** Reads numbers from a file in memory; a read past the end is reported as a truncated file. */
public final class ByteSource {
  private final byte[] bytes;
  private final boolean littleEndian;
  private int position;

  private ByteSource(byte[] bytes, boolean littleEndian, int position) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.position = position;
  }

  public static ByteSource littleEndian(byte[] bytes, int position) {
    return new ByteSource(bytes, true, position);
  }

  public static ByteSource bigEndian(byte[] bytes, int position) {
    return new ByteSource(bytes, false, position);
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return bytes.length - position;
  }

  /** Reads a byte, 0..255. */
  public int u8() throws UnreadableImageException {
    require(1);
    return bytes[position++] & 0xff;
  }

  /** Reads two bytes, 0..65535. */
  public int u16() throws UnreadableImageException {
    int a = u8();
    int b = u8();
    return littleEndian ? b << 8 | a : a << 8 | b;
  }

  /** Reads four bytes, signed. */
  public int i32() throws UnreadableImageException {
    int a = u16();
    int b = u16();
    return littleEndian ? b << 16 | a : a << 16 | b;
  }

  /** Reads four bytes, 0..2^32-1. */
  public long u32() throws UnreadableImageException {
    return i32() & 0xffffffffL;
  }

  public void skip(long count) throws UnreadableImageException {
    require(count);
    position += (int) count;
  }

  public void copy(byte[] to, int offset, int count) throws UnreadableImageException {
    require(count);
    System.arraycopy(bytes, position, to, offset, count);
    position += count;
  }

  private void require(long count) throws UnreadableImageException {
    if (count < 0 || count > remaining()) {
      throw UnreadableImageException.corrupt(
          "the file ends at byte " + bytes.length + ", within a part that is longer");
    }
  }
}
