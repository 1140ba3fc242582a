package dev.weft.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Adds certificate authorities that Java does not know, such as a company's own. */
public final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Returns an SSL context that trusts the file's certificates as well as Java's default ones.
   *
   * @param file certificates in PEM format
   * @throws IOException if the file cannot be read, or holds no certificate
   * @throws GeneralSecurityException if the certificates cannot be used
   */
  public static SSLContext read(Path file) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    int number = 0;
    for (Certificate each : certificates(file)) {
      trusted.setCertificateEntry("weft-" + number++, each);
    }
    for (X509Certificate each : javas()) {
      trusted.setCertificateEntry("java-" + number++, each);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory(trusted).getTrustManagers(), null);
    return context;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException("it contains no certificates");
      }
      return found;
    }
  }

  private static X509Certificate[] javas() throws GeneralSecurityException {
    for (TrustManager each : factory(null).getTrustManagers()) {
      if (each instanceof X509TrustManager known) {
        return known.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  private static TrustManagerFactory factory(KeyStore trusted) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }
}
