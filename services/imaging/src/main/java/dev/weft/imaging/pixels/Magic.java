package dev.weft.imaging.pixels;

/** Compares bytes with ASCII text. */
public final class Magic {
  private Magic() {}

  /** Whether {@code data} contains {@code text} at index {@code at}. */
  public static boolean at(byte[] data, int at, String text) {
    if (at + text.length() > data.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((data[at + i] & 0xff) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
