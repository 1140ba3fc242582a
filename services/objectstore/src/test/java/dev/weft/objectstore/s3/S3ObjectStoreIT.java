package dev.weft.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreContract;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviour of the client; {@link StoreContract} tests its requirements of a store. */
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

  @ParameterizedTest
  @ValueSource(strings = {"Not A Bucket", "..", ""})
  void aBucketThatCannotBeHoldsNothing(String bucket) {
    assertThat(store.get(bucket, "a", 10)).isInstanceOf(GetResult.Missing.class);
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
      assertThatThrownBy(() -> wrong.stat(BUCKET, "a"))
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
          .hasMessageNotContaining("create bucket");
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

  /** A server that responds like a TLS server written in Go does to plain HTTP, with one line. */
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
}
