package dev.weft.console;

import dev.weft.client.TrustedCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** Certificates of authorities that Java does not trust by default, such as a company's own. */
final class TrustedCa {
  private TrustedCa() {}

  /**
   * An SSL context that trusts these in addition to Java's default ones.
   *
   * @throws CliException if the file cannot be read, or contains no certificate
   */
  static SSLContext read(Path file) {
    try {
      return TrustedCertificates.read(file);
    } catch (IOException | GeneralSecurityException e) {
      throw new CliException(
          ExitCode.USAGE,
          "cannot use the certificates in " + file + ": " + FileFault.of(e),
          "--ca must be a PEM file, such as a company's root certificate",
          e);
    }
  }
}
