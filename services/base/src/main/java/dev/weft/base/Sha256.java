package dev.weft.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), which every Java has. */
public final class Sha256 {

  private Sha256() {}

  /** A digest to feed. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return digest().digest(bytes);
  }

  /** The 32 bytes, of a text in UTF-8. */
  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** As 64 lower-case hexadecimal digits. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(of(bytes));
  }

  /** As 64 lower-case hexadecimal digits, of a text in UTF-8. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }

  /**
   * The first of the 32 bytes, as two lower-case hexadecimal digits each.
   *
   * @param length how many bytes, 0 to 32
   */
  public static String hex(byte[] bytes, int length) {
    return HexFormat.of().formatHex(of(bytes), 0, length);
  }

  /**
   * The same of a text in UTF-8.
   *
   * @param length how many bytes, 0 to 32
   */
  public static String hex(String text, int length) {
    return HexFormat.of().formatHex(of(text), 0, length);
  }
}
