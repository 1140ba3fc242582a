package dev.weft.objectstore.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities that a store is trusted by.
 *
 * @param trust a trust manager with only these authorities
 * @param sockets a socket factory that uses it
 */
record Authorities(X509TrustManager trust, SSLSocketFactory sockets) {

  /**
   * Reads the authorities of a PEM file.
   *
   * @throws IllegalArgumentException if it has none
   */
  static Authorities in(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      X509TrustManager trust =
          trust(CertificateFactory.getInstance("X.509").generateCertificates(in));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return new Authorities(trust, context.getSocketFactory());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "weft.s3.ca-file is %s, which cannot be read as a PEM file of certificates: %s"
              .formatted(pem, e.getMessage()),
          e);
    }
  }

  private static X509TrustManager trust(Collection<? extends Certificate> certificates)
      throws IOException, GeneralSecurityException {
    if (certificates.isEmpty()) {
      throw new IOException("it contains no certificates");
    }
    KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
    known.load(null, null);
    for (Certificate certificate : certificates) {
      known.setCertificateEntry("authority-" + known.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(known);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
