package dev.weft.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The key pair of the local store, generated once and kept in a file that only its owner can read.
 *
 * @param accessKey access key id
 * @param secretKey never shown
 */
record LocalStoreKeys(String accessKey, String secretKey) {
  static final String FILE = "credentials.properties";
  private static final String ACCESS_KEY = "weft.s3.access-key";
  private static final String SECRET_KEY = "weft.s3.secret-key";
  private static final int SECRET_BYTES = 20;

  /** Reads the key pair of the directory, or generates and stores one. */
  static LocalStoreKeys in(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return Files.exists(file) ? read(file) : write(file, generate());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store the store's keys in " + file, e);
    }
  }

  @Override
  public String toString() {
    return accessKey;
  }

  private static LocalStoreKeys generate() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new LocalStoreKeys("weft", HexFormat.of().formatHex(secret));
  }

  private static LocalStoreKeys read(Path file) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    String access = properties.getProperty(ACCESS_KEY);
    String secret = properties.getProperty(SECRET_KEY);
    if (access == null || secret == null) {
      throw new IOException(
          "it must contain the lines " + ACCESS_KEY + "= and " + SECRET_KEY + "=");
    }
    return new LocalStoreKeys(access, secret);
  }

  private static LocalStoreKeys write(Path file, LocalStoreKeys credentials) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(ACCESS_KEY, credentials.accessKey());
    properties.setProperty(SECRET_KEY, credentials.secretKey());
    Path part = Files.createTempFile(file.getParent(), FILE, ".part", ownerOnly(file));
    try (Writer out = Files.newBufferedWriter(part)) {
      properties.store(out, "Keys of the local S3 endpoint");
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    return credentials;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
