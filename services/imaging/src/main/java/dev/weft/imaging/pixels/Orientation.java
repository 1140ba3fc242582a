package dev.weft.imaging.pixels;

/**
 * How a stored picture must be turned to stand upright: EXIF 2.3, tag 0x0112. The names say what is
 * done to the stored picture.
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

  /** Whether width and height change places. */
  public boolean swapsSides() {
    return swapsSides;
  }

  /** By EXIF's number, 1 to 8; any other number keeps the picture as it is. */
  public static Orientation ofExif(int number) {
    return number >= 1 && number <= 8 ? values()[number - 1] : KEEP;
  }

  /**
   * Looks for the tag in a TIFF structure, which is what EXIF is. A structure that makes no sense
   * keeps the picture as it is: it is no reason to refuse the picture.
   *
   * @param bytes holds the structure
   * @param start of the structure: {@code II} or {@code MM}
   * @param end behind the structure
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
