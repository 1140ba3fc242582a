package dev.weft.imaging.pixels;

/**
 * Transformation that brings a stored picture upright: EXIF 2.3, tag 0x0112. The constants name
 * what is done to the stored picture.
 */
public enum Orientation {
  KEEP(false),
  MIRROR(false),
  TURN_180(false),
  FLIP(false),
  TRANSPOSE(true),
  TURN_RIGHT(true),
  TRANSVERSE(true),
  TURN_LEFT(true);

  private final boolean swapsSides;

  Orientation(boolean swapsSides) {
    this.swapsSides = swapsSides;
  }

  /** Whether width and height are swapped. */
  public boolean swapsSides() {
    return swapsSides;
  }

  /**
   * Returns the orientation with EXIF's number, 1 to 8; any other number leaves the picture
   * unchanged.
   */
  public static Orientation ofExif(int number) {
    return number >= 1 && number <= 8 ? values()[number - 1] : KEEP;
  }

  /**
   * Reads the tag from a TIFF structure, which is the format of EXIF. An invalid structure leaves
   * the picture unchanged rather than refusing it.
   *
   * @param bytes the file that contains the structure
   * @param start the start of the structure: {@code II} or {@code MM}
   * @param end the end of the structure, exclusive
   */
  public static Orientation inTiff(byte[] bytes, int start, int end) {
    if (end - start < 14 || end > bytes.length) {
      return KEEP;
    }
    boolean little = bytes[start] == 'I';
    long ifd = number(bytes, start + 4, 4, little);
    if (ifd < 8 || start + ifd + 2 > end) {
      return KEEP;
    }
    int at = start + (int) ifd;
    int entries = (int) number(bytes, at, 2, little);
    at += 2;
    for (int i = 0; i < entries && at + 12 <= end; i++, at += 12) {
      if (number(bytes, at, 2, little) == 0x0112) {
        return ofExif((int) number(bytes, at + 8, 2, little));
      }
    }
    return KEEP;
  }

  private static long number(byte[] bytes, int at, int length, boolean little) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | bytes[little ? at + length - 1 - i : at + i] & 0xff;
    }
    return value;
  }
}
