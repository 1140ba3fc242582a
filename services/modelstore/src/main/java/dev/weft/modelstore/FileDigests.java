package dev.weft.modelstore;

import dev.weft.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of files. */
public final class FileDigests {
  private static final int BUFFER = 1 << 18;

  private FileDigests() {}

  /** Size and SHA-256 of a file. */
  public static BundleFile of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }
  }

  /** Copies at most {@code limit} + 1 bytes; returns size and SHA-256 of the copy. */
  static BundleFile copy(InputStream in, OutputStream out, long limit) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    for (int n = in.read(buffer); n > 0 && size <= limit; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      out.write(buffer, 0, n);
      size += n;
    }
    return new BundleFile(size, HexFormat.of().formatHex(digest.digest()));
  }
}
