package dev.weft.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inspects the actual requests with a server that accepts and records all of them. */
class SinglePutsTest {
  private static final int LARGEST_UPLOAD = 20 << 20;

  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ObjectStore store;

  private record Request(String line, Map<String, List<String>> headers, long size, String sha256) {
    String header(String name) {
      List<String> values =
          headers.entrySet().stream()
              .filter(header -> header.getKey().equalsIgnoreCase(name))
              .flatMap(header -> header.getValue().stream())
              .toList();
      assertThat(values).as(name).hasSizeLessThan(2);
      return values.isEmpty() ? null : values.get(0);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::record);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    store = new S3ObjectStore(StoreSettings.of(endpoint, "key", "secret"));
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
  }

  private void record(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream in = exchange.getRequestBody()) {
      MessageDigest digest = sha256();
      byte[] chunk = new byte[8192];
      long size = 0;
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
        size += n;
      }
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String hash = HexFormat.of().formatHex(digest.digest());
      requests.add(new Request(line, Map.copyOf(exchange.getRequestHeaders()), size, hash));
      exchange.getResponseHeaders().add("ETag", "\"etag\"");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 300_000, 5 << 20, (5 << 20) + 1, 5_300_000, LARGEST_UPLOAD})
  void aConditionalPutIsOneRequestThatCarriesConditionLengthAndChecksum(int size) throws Exception {
    byte[] bytes = bytes(size);

    var put = store.putIfAbsent("weft", "uploads/a", bytes, "image/png", Map.of("weft-model", "m"));

    assertThat(put).isInstanceOf(PutResult.Stored.class);
    byte[] hash = sha256().digest(bytes);
    String hex = HexFormat.of().formatHex(hash);
    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.line()).isEqualTo("PUT /weft/uploads/a");
              assertThat(request.size()).isEqualTo(size);
              assertThat(request.sha256()).isEqualTo(hex);
              assertThat(request.header("If-None-Match")).isEqualTo("*");
              assertThat(request.header("Content-Length")).isEqualTo(Integer.toString(size));
              assertThat(request.header("Content-Type")).isEqualTo("image/png");
              assertThat(request.header("x-amz-meta-weft-model")).isEqualTo("m");
              assertThat(request.header("x-amz-content-sha256")).isEqualTo(hex);
              assertThat(request.header("x-amz-checksum-sha256"))
                  .isEqualTo(Base64.getEncoder().encodeToString(hash));
              assertThat(request.header("Transfer-Encoding")).isNull();
              assertThat(request.header("Content-Encoding")).isNull();
            });
  }

  @Test
  void aPutThatReplacesIsOneRequestWithoutACondition() {
    store.put("weft", "labels/clothing.json", bytes(6_000_000), "application/json");
    assertThat(requests)
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.line()).isEqualTo("PUT /weft/labels/clothing.json");
              assertThat(request.header("If-None-Match")).isNull();
            });
  }

  /** The gateway reserves the memory of an upload's bytes only once. */
  @Test
  void whatIsPutIsNotCopied() {
    store.putIfAbsent("weft", "uploads/first", bytes(100_000), "image/png", Map.of());
    byte[] bytes = bytes(LARGEST_UPLOAD);
    long before = allocated();
    store.putIfAbsent("weft", "uploads/second", bytes, "image/png", Map.of());
    assertThat(allocated() - before).isLessThan(LARGEST_UPLOAD / 2);
  }

  /** Bytes allocated by all live threads, including those of client and server. */
  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
