package dev.weft.imaging.png;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates the IDAT chunks on demand. Holds native memory until closed. */
final class ImageData implements AutoCloseable {
  private static final int IDAT = 0x49444154;

  /** Tolerated bytes after the last row; more are no encoder's mistake. */
  private static final int TOLERATED_EXCESS = 1 << 16;

  private final byte[] data;
  private final Inflater inflater = new Inflater();
  private int nextChunk;

  ImageData(byte[] data, int firstChunk) {
    this.data = data;
    this.nextChunk = firstChunk;
  }

  void read(byte[] to, int length) throws UnreadableImageException {
    int done = 0;
    while (done < length) {
      int count = inflate(to, done, length - done);
      if (count == 0) {
        throw UnreadableImageException.corrupt("the image data of the PNG ends early");
      }
      done += count;
    }
  }

  /** Checks that the data ends where the image does. */
  void finish() throws UnreadableImageException {
    byte[] rest = new byte[1 << 12];
    int excess = 0;
    int count;
    while ((count = inflate(rest, 0, rest.length)) > 0) {
      excess += count;
      if (excess > TOLERATED_EXCESS) {
        throw UnreadableImageException.corrupt("the image data continues after the last row");
      }
    }
  }

  /** Inflates at least one byte; none at the end. */
  private int inflate(byte[] to, int offset, int length) throws UnreadableImageException {
    try {
      while (true) {
        int count = inflater.inflate(to, offset, length);
        if (count > 0 || inflater.finished() || inflater.needsDictionary()) {
          return count;
        }
        if (!inflater.needsInput() || !openChunk()) {
          return 0;
        }
      }
    } catch (DataFormatException e) {
      throw UnreadableImageException.corrupt(
          "the image data cannot be decompressed: " + e.getMessage());
    }
  }

  private boolean openChunk() throws UnreadableImageException {
    if (nextChunk + 8 > data.length) {
      return false;
    }
    ByteSource source = ByteSource.bigEndian(data, nextChunk);
    int length = source.i32();
    if (source.i32() != IDAT) {
      return false;
    }
    int start = source.position();
    source.skip(length & 0xffffffffL);
    CRC32 crc = new CRC32();
    crc.update(data, start - 4, length + 4);
    if ((int) crc.getValue() != source.i32()) {
      throw UnreadableImageException.corrupt(
          "the checksum of the image data at byte " + start + " is wrong");
    }
    inflater.setInput(data, start, length);
    nextChunk = source.position();
    return true;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
