package dev.weft.imaging.plugin;

/** Compares bytes with text. */
final class Magic {
  private Magic() {}

  static boolean at(byte[] data, int at, String text) {
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
