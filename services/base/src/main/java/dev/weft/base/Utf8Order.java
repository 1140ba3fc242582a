package dev.weft.base;

import java.util.Comparator;

/**
 * Order of texts by the bytes of their UTF-8 encoding, in which S3 lists keys. It equals the order
 * of code points, and differs from that of {@link String} for characters beyond U+FFFF.
 */
public final class Utf8Order implements Comparator<String> {

  /** The order. */
  public static final Comparator<String> INSTANCE = new Utf8Order();

  private Utf8Order() {}

  @Override
  public int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean beyond = Character.isSurrogate(x);
        return beyond == Character.isSurrogate(y) ? Character.compare(x, y) : beyond ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
