package dev.weft.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), which every Java platform supports. */
public final class Sha256 {

  private Sha256() {}

  /** Creates a digest. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  /** Returns the 32 bytes of the digest. */
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /** Returns the 32 bytes of the digest of a text in UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest as 64 lower-case hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /** Returns the digest of a text in UTF-8 as 64 lower-case hexadecimal digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }

  /**
   * Returns the first bytes of the digest as two lower-case hexadecimal digits each.
   *
   * @param length number of bytes, 0 to 32
   */
  public static String hex(byte[] bytes, int length) {
    return HexFormat.of().formatHex(of(bytes), 0, length);
  }

  /**
   * The same for a text in UTF-8.
   *
   * @param length number of bytes, 0 to 32
   */
  public static String hex(String text, int length) {
    return HexFormat.of().formatHex(of(text), 0, length);
  }
}
