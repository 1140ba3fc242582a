package dev.weft.systemtests;

import dev.weft.client.TrustedCertificates;
import dev.weft.client.WeftClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;

/** A server that uses TLS and requires an API key. */
final class SecuredServer implements Server {

  private final IntSupplier port;
  private final SSLContext tls;
  private final String key;
  private final Map<URI, WeftClient> clients = new ConcurrentHashMap<>();

  /**
   * @param port local port, asked for at each request
   * @param authority PEM file with the certificate of the authority
   * @param key file with the API key
   */
  SecuredServer(IntSupplier port, Path authority, Path key) {
    this.port = port;
    try {
      this.tls = TrustedCertificates.read(authority);
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
  public WeftClient weft() {
    URI address = uri("/");
    return clients.computeIfAbsent(
        address, there -> Server.client(there).trust(tls).apiKey(key).build());
  }

  @Override
  public HttpResponse<String> get(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + key).build();
    try {
      return HttpClient.newBuilder().sslContext(tls).build().send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
