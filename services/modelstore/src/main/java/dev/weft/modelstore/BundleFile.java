package dev.weft.modelstore;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Expected size and digest of a bundle's file.
 *
 * @param size in bytes
 * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
 */
public record BundleFile(long size, String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final long MAX_BYTES = 8L << 30;

  public BundleFile {
    Objects.requireNonNull(sha256, "sha256");
    if (size < 0 || size > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a file of a bundle must have 0 to " + MAX_BYTES + " bytes, but has " + size);
    }
    if (!SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("not a valid SHA-256: " + sha256);
    }
  }
}
