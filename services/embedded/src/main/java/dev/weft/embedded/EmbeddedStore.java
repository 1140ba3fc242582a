package dev.weft.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;

/**
 * An S3 endpoint in this JVM over a directory: a bucket is a folder, an object a file, its metadata
 * the file's extended attributes. It listens on the loopback interface only and rejects requests
 * that are not signed with its key pair.
 *
 * <p>Objects are written atomically, also with respect to a kill, and conditional puts are atomic.
 * Object tags and notifications are not supported.
 */
public final class EmbeddedStore implements AutoCloseable {
  private static final int MAX_THREADS = 64;

  private final BlobStoreContext blobs;
  private final S3Proxy server;
  private final String scheme;

  private EmbeddedStore(BlobStoreContext blobs, S3Proxy server, String scheme) {
    this.blobs = blobs;
    this.server = server;
    this.scheme = scheme;
  }

  /**
   * Starts the endpoint and returns when it accepts requests.
   *
   * @param dir directory of the buckets; created if missing; used by one endpoint at a time
   * @param port to listen on; 0 for any free one
   * @param accessKey that requests are signed with
   * @param secretKey that requests are signed with
   * @throws PortTakenException if another program listens on the port
   */
  public static EmbeddedStore start(Path dir, int port, String accessKey, String secretKey) {
    return start(dir, port, accessKey, secretKey, Optional.empty());
  }

  /**
   * Starts an endpoint that may use TLS.
   *
   * @param tls its certificate, for an endpoint that only accepts TLS
   */
  public static EmbeddedStore start(
      Path dir, int port, String accessKey, String secretKey, Optional<ServerTls> tls) {
    QuietLogs.apply();
    Ports.requireFree("S3", port, "--s3-port");
    Path root = dir.toAbsolutePath().normalize();
    BlobStoreContext blobs = open(root, accessKey, secretKey);
    S3Proxy.Builder builder =
        S3Proxy.builder()
            .blobStore(atomic(blobs, root))
            .ignoreUnknownHeaders(true)
            .jettyMaxThreads(MAX_THREADS)
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, accessKey, secretKey);
    String scheme = tls.isPresent() ? "https" : "http";
    URI address = URI.create(scheme + "://" + Ports.LOOPBACK + ":" + port);
    tls.ifPresentOrElse(
        files -> builder.secureEndpoint(address).sslContext(files.context()),
        () -> builder.endpoint(address));
    S3Proxy server = builder.build();
    try {
      server.start();
    } catch (Exception e) {
      blobs.close();
      if (e instanceof BindException || e.getCause() instanceof BindException) {
        throw new PortTakenException("S3", port, "--s3-port");
      }
      throw new IllegalStateException("the S3 endpoint did not start: " + e.getMessage(), e);
    }
    return new EmbeddedStore(blobs, server, scheme);
  }

  /** The endpoint's URL, such as {@code http://127.0.0.1:9000}. */
  public URI endpoint() {
    return URI.create(scheme + "://" + Ports.LOOPBACK + ":" + port());
  }

  /** The port that it listens on. */
  public int port() {
    return scheme.equals("http") ? server.getPort() : server.getSecurePort();
  }

  /** Stops the endpoint and aborts requests in progress. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 endpoint did not stop: " + e.getMessage(), e);
    } finally {
      blobs.close();
    }
  }

  private static BlobStore atomic(BlobStoreContext blobs, Path root) {
    try {
      return new AtomicBlobs(blobs.getBlobStore(), root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the store's directory " + root, e);
    }
  }

  private static BlobStoreContext open(Path dir, String accessKey, String secretKey) {
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the store's directory " + dir, e);
    }
    var settings = new Properties();
    settings.setProperty("jclouds.filesystem.basedir", dir.toString());
    return ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata())
        .credentials(accessKey, secretKey)
        .overrides(settings)
        .build(BlobStoreContext.class);
  }
}
