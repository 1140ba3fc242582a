package dev.weft.objectstore.s3;

import dev.weft.base.Sha256;
import java.util.Base64;

/** SHA-256 in S3's format. */
public final class Checksums {
  private Checksums() {}

  public static String sha256Base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(Sha256.of(bytes));
  }
}
