package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses a store that responds to each request as the test defines. */
class StoreProbeTest {
  private static final String BUCKET = "/weft";
  private static final String OBJECT = "/weft/uploads/.probe";

  private final Map<String, String> refusals = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ObjectStore store;
  private boolean isThere = true;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    store = new S3ObjectStore(StoreSettings.of(endpoint, "key", "secret"));
  }

  @AfterEach
  void stop() {
    store.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      requests.add(request);
      String code = refusals.get(request);
      if (code == null && request.startsWith("PUT") && isThere) {
        code = "PreconditionFailed";
      }
      exchange.getResponseHeaders().add("ETag", "\"etag\"");
      exchange.getResponseHeaders().add("Last-Modified", "Sun, 01 Nov 2026 12:00:00 GMT");
      isThere |= request.startsWith("PUT") && code == null;
      byte[] error = error(code).getBytes(StandardCharsets.UTF_8);
      boolean hasBody = code != null && !exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().add("Content-Type", "application/xml");
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().add("Content-Length", "38");
      }
      exchange.sendResponseHeaders(status(code), hasBody ? error.length : -1);
      if (hasBody) {
        exchange.getResponseBody().write(error);
      }
    }
  }

  private static int status(String code) {
    if (code == null) {
      return 200;
    }
    return switch (code) {
      case "NoSuchBucket" -> 404;
      case "PreconditionFailed" -> 412;
      default -> 403;
    };
  }

  private static String error(String code) {
    return "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code);
  }

  private Optional<String> problem() {
    return StoreProbe.writing(store, "weft", "uploads/.probe").problem();
  }

  @Test
  void allIsWellWhereTheBucketAnswersAndSomethingMayBePutAndSeen() {
    assertThat(problem()).isEmpty();
    assertThat(requests).containsExactly("HEAD " + BUCKET, "PUT " + OBJECT, "HEAD " + OBJECT);
  }

  @Test
  void theFirstTimeTheObjectIsPut() {
    isThere = false;
    assertThat(problem()).isEmpty();
    assertThat(isThere).isTrue();
  }

  @Test
  void whoMayNotWriteAnyMoreIsTold() {
    refusals.put("PUT " + OBJECT, "AccessDenied");
    assertThat(problem().orElseThrow()).contains("put weft/uploads/.probe", "AccessDenied", "key");
  }

  @Test
  void whoMayNotReadAnyMoreIsTold() {
    refusals.put("HEAD " + OBJECT, "AccessDenied");
    refusals.put("GET " + OBJECT, "AccessDenied");
    assertThat(problem().orElseThrow()).contains("stat weft/uploads/.probe", "AccessDenied");
  }

  @Test
  void whoReadsWithAWrongSecretIsToldThatThoughAHeadGivesNoReason() {
    refusals.put("HEAD " + OBJECT, "SignatureDoesNotMatch");
    refusals.put("GET " + OBJECT, "SignatureDoesNotMatch");
    assertThat(problem().orElseThrow()).contains("weft.s3.secret-key");
  }

  @Test
  void whoMayNotListAnyMoreIsTold() {
    refusals.put("HEAD " + BUCKET, "AccessDenied");
    refusals.put("GET " + BUCKET + "/", "AccessDenied");
    refusals.put("GET " + BUCKET, "AccessDenied");
    assertThat(problem().orElseThrow()).contains("s3:ListBucket", "AccessDenied");
  }

  @Test
  void nothingIsPutWhereTheBucketIsGone() {
    refusals.put("HEAD " + BUCKET, "NoSuchBucket");
    refusals.put("GET " + BUCKET + "/", "NoSuchBucket");
    refusals.put("GET " + BUCKET, "NoSuchBucket");
    assertThat(problem().orElseThrow()).contains("not have the bucket weft");
    assertThat(requests).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void aStoreThatDoesNotAnswerIsTold() {
    server.stop(0);
    assertThat(problem().orElseThrow()).contains("failed", "http://127.0.0.1:");
  }

  @Test
  void manyQuestionsCostTheStoreAsMuchAsOne() {
    AtomicLong nanos = new AtomicLong();
    AtomicLong asked = new AtomicLong();
    StoreProbe probe =
        new StoreProbe(() -> Optional.of("attempt " + asked.incrementAndGet()), nanos::get);
    assertThat(probe.problem()).contains("attempt 1");
    nanos.set(Duration.ofSeconds(2).toNanos() - 1);
    assertThat(probe.problem()).contains("attempt 1");
    nanos.incrementAndGet();
    assertThat(probe.problem()).contains("attempt 2");
  }
}
