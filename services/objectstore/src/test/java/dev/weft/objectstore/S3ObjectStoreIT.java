package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3ObjectStoreIT {
  private static final String BUCKET = "weft";
  private static final byte[] BYTES = "photograph".getBytes(StandardCharsets.UTF_8);

  @TempDir static Path dir;
  private static EmbeddedStore server;
  private static ObjectStore store;

  @BeforeAll
  static void start() {
    server = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret");
    store = new S3ObjectStore(StoreSettings.of(server.endpoint(), "key", "secret"));
    store.ensureBucket(BUCKET);
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @Test
  void anObjectComesBackWithItsMetadata() {
    var put = store.putIfAbsent(BUCKET, "a", BYTES, "image/png", Map.of("weft-tags", "x=y"));
    assertThat(put)
        .isInstanceOfSatisfying(
            PutResult.Stored.class, s -> assertThat(s.object().etag()).hasSize(32));
    assertThat(store.get(BUCKET, "a", 100))
        .isInstanceOfSatisfying(
            GetResult.Found.class,
            found -> {
              assertThat(found.bytes()).isEqualTo(BYTES);
              assertThat(found.object()).isEqualTo(store.stat(BUCKET, "a").orElseThrow());
              assertThat(found.object().contentType()).isEqualTo("image/png");
              assertThat(found.object().metadata()).containsExactlyEntriesOf(tags());
            });
  }

  private static Map<String, String> tags() {
    return Map.of("weft-tags", "x=y");
  }

  @Test
  void aSecondPutFindsWhatTheFirstStored() {
    store.putIfAbsent(BUCKET, "twice", BYTES, "image/png", Map.of("weft-sha256", "first"));
    var second = store.putIfAbsent(BUCKET, "twice", new byte[1], "image/gif", Map.of());
    assertThat(second)
        .isInstanceOfSatisfying(
            PutResult.Exists.class,
            e -> {
              assertThat(e.object().size()).isEqualTo(BYTES.length);
              assertThat(e.object().metadata()).containsEntry("weft-sha256", "first");
            });
  }

  @Test
  void ofManyPutsAtOnceOneWins() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        String key = "race/" + round;
        List<Callable<PutResult>> puts = new ArrayList<>();
        for (byte i = 0; i < 8; i++) {
          byte[] bytes = {i};
          puts.add(() -> store.putIfAbsent(BUCKET, key, bytes, "image/png", Map.of()));
        }
        int stored = 0;
        for (var result : pool.invokeAll(puts)) {
          stored += result.get() instanceof PutResult.Stored ? 1 : 0;
        }
        assertThat(stored).isEqualTo(1);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void whatIsLargerThanAllowedIsNotRead() {
    store.put(BUCKET, "large", new byte[1001], "application/octet-stream");
    assertThat(store.get(BUCKET, "large", 1000)).isEqualTo(new GetResult.TooLarge(1001));
    assertThat(store.get(BUCKET, "large", 1001)).isInstanceOf(GetResult.Found.class);
  }

  @Test
  void anEmptyObjectIsAnObject() {
    store.put(BUCKET, "empty", new byte[0], "image/png");
    assertThat(store.get(BUCKET, "empty", 10))
        .isInstanceOfSatisfying(GetResult.Found.class, f -> assertThat(f.bytes()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent", "../../etc/passwd", "a/../b", "", "a\u0000b", "with/./dot"})
  void whereNothingCanLieNothingIsFound(String key) {
    assertThat(store.get(BUCKET, key, 10)).isInstanceOf(GetResult.Missing.class);
    assertThat(store.stat(BUCKET, key)).isEmpty();
    assertThat(store.open(BUCKET, key)).isEmpty();
  }

  @Test
  void aKeyTooLongForAnyStoreIsMissing() {
    assertThat(store.get(BUCKET, "k".repeat(1025), 10)).isInstanceOf(GetResult.Missing.class);
  }

  @Test
  void aKeyTooLongForAFileNameIsMissing() {
    assertThat(store.get(BUCKET, "k".repeat(300), 10)).isInstanceOf(GetResult.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Not A Bucket", "..", ""})
  void aBucketThatCannotBeHoldsNothing(String bucket) {
    assertThat(store.get(bucket, "a", 10)).isInstanceOf(GetResult.Missing.class);
  }

  @Test
  void keysOfAnyCharactersAreKept() {
    String key = "images/große Hosen & +%20 \u4e0a.jpg";
    store.put(BUCKET, key, BYTES, "image/jpeg");
    assertThat(store.get(BUCKET, key, 100)).isInstanceOf(GetResult.Found.class);
    assertThat(keys("images/", null)).containsExactly(key);
  }

  @Test
  void aListingGoesOnOverPagesInTheOrderOfKeys() {
    for (int i = 0; i < 1105; i++) {
      store.put(BUCKET, "pages/%02d/%04d".formatted(i % 3, i), new byte[] {1}, "image/png");
    }
    List<String> all = keys("pages/", null);
    assertThat(all).hasSize(1105).isSorted();
    assertThat(keys("pages/", all.get(500))).isEqualTo(all.subList(501, 1105));
  }

  @Test
  void aFileOfManyPartsIsStoredWhole() throws Exception {
    byte[] bytes = new byte[40 << 20];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(dir.resolve("model.onnx"), bytes);
    store.putFile(BUCKET, "models/a", file, "application/octet-stream");
    try (InputStream in = store.open(BUCKET, "models/a").orElseThrow()) {
      assertThat(Arrays.equals(in.readAllBytes(), bytes)).isTrue();
    }
  }

  @Test
  void whatIsDeletedIsGoneAndMayBeDeletedAgain() {
    store.put(BUCKET, "gone", BYTES, "image/png");
    store.delete(BUCKET, "gone");
    store.delete(BUCKET, "gone");
    assertThat(store.stat(BUCKET, "gone")).isEmpty();
  }

  @Test
  void aBucketMayBeEnsuredTwice() {
    store.ensureBucket("another");
    store.ensureBucket("another");
    assertThat(store.list("another", "", null)).isExhausted();
  }

  @Test
  void aWrongSecretIsARefusalThatNamesTheSetting() {
    try (var wrong = new S3ObjectStore(StoreSettings.of(server.endpoint(), "key", "wrong"))) {
      assertThatThrownBy(() -> wrong.put(BUCKET, "a", BYTES, "image/png"))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("SignatureDoesNotMatch")
          .hasMessageContaining("weft.s3.secret-key");
      assertThat(wrong.isReachable()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "key, wrong, SignatureDoesNotMatch, weft.s3.secret-key",
    "nobody, secret, InvalidAccessKeyId, weft.s3.access-key"
  })
  void aBucketThatIsThereIsNotBlamedForWrongKeys(
      String key, String secret, String code, String setting) {
    try (var wrong = new S3ObjectStore(StoreSettings.of(server.endpoint(), key, secret))) {
      assertThatThrownBy(() -> wrong.ensureBucket(BUCKET))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContainingAll(BUCKET, code, setting)
          .hasMessageNotContaining("make bucket");
    }
  }

  @Test
  void aPortThatSpeaksTlsIsSaidToDoSo() throws Exception {
    try (ServerSocket port = tls();
        var plain =
            new S3ObjectStore(
                StoreSettings.of(
                    URI.create("http://127.0.0.1:" + port.getLocalPort()), "key", "secret"))) {
      assertThatThrownBy(() -> plain.ensureBucket(BUCKET))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("https://");
    }
  }

  /** What a server does that is written in Go: one line in plain HTTP. */
  private static ServerSocket tls() throws IOException {
    ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread server =
        new Thread(
            () -> {
              while (!port.isClosed()) {
                try (Socket client = port.accept()) {
                  client.getInputStream().read(new byte[8192]);
                  client
                      .getOutputStream()
                      .write(
                          ("HTTP/1.0 400 Bad Request\r\n\r\n"
                                  + "Client sent an HTTP request to an HTTPS server.\n")
                              .getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                  // The test is over, or the client did not wait.
                }
              }
            });
    server.setDaemon(true);
    server.start();
    return port;
  }

  @Test
  void aMissingBucketIsTheStoresFaultAndNoMissingObject() {
    List<ThrowingCallable> calls =
        List.of(
            () -> store.get("no-such-bucket", "a", 10),
            () -> store.open("no-such-bucket", "a"),
            () -> store.put("no-such-bucket", "a", BYTES, "image/png"),
            () -> store.putIfAbsent("no-such-bucket", "a", BYTES, "image/png", Map.of()),
            () -> store.list("no-such-bucket", "", null).hasNext());
    assertThat(calls)
        .allSatisfy(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOf(BucketMissingException.class)
                    .hasMessageContainingAll("no-such-bucket", "weft.s3.bucket"));
    assertThat(store.problem("no-such-bucket").orElseThrow()).contains("no-such-bucket");
    assertThat(store.problem(BUCKET)).isEmpty();
  }

  @Test
  void aStoreThatDoesNotAnswerIsUnavailable() {
    URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
    try (var gone = new S3ObjectStore(StoreSettings.of(nobody, "key", "secret"))) {
      assertThat(gone.isReachable()).isFalse();
      assertThatThrownBy(() -> gone.get(BUCKET, "a", 10))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(nobody.toString());
      assertThatThrownBy(() -> gone.list(BUCKET, "", null).hasNext())
          .isInstanceOf(StoreUnavailableException.class);
    }
    assertThat(store.isReachable()).isTrue();
  }

  private static List<String> keys(String prefix, String startAfter) {
    List<String> keys = new ArrayList<>();
    store.list(BUCKET, prefix, startAfter).forEachRemaining(o -> keys.add(o.key()));
    return keys;
  }
}
