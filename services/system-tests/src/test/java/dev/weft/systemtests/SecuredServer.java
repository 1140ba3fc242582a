package dev.weft.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One that speaks TLS and asks for a key. */
final class SecuredServer implements Server {

  private final IntSupplier port;
  private final SSLContext tls;
  private final String key;

  /**
   * @param port on this machine, for each request
   * @param authority PEM file of who vouches for it
   * @param key file with the API key
   */
  SecuredServer(IntSupplier port, Path authority, Path key) {
    this.port = port;
    try {
      this.tls = trusting(authority);
      this.key = Files.readString(key);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("the cluster has no secrets", e);
    }
  }

  @Override
  public URI uri(String path) {
    return URI.create("https://127.0.0.1:" + port.getAsInt() + path);
  }

  @Override
  public HttpClient.Builder client() {
    return HttpClient.newBuilder().sslContext(tls);
  }

  @Override
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key);
  }

  private static SSLContext trusting(Path pem) throws IOException, GeneralSecurityException {
    KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
    known.load(null, null);
    try (InputStream in = Files.newInputStream(pem)) {
      known.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
