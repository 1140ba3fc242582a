package dev.weft.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Temporary credentials, with a store that checks signatures. The fake providers respond as
 * documented for Amazon's token service and container credentials.
 */
class LentKeysIT {
  private static final String BUCKET = "weft";
  private static final String CONTAINER = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
  private static final String IDENTITY = "AWS_WEB_IDENTITY_TOKEN_FILE";
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private EmbeddedStore server;
  private HttpServer lender;
  private volatile String secret = "secret";
  private volatile Duration lasts = HOUR;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = EmbeddedStore.start(dir.resolve("s3"), 0, "key", "secret");
    lender = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    lender.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestURI().getPath() + " " + query + " " + body);
          boolean isIdentity = asked.get(asked.size() - 1).contains("WebIdentity");
          byte[] answer =
              (isIdentity ? tokenService() : container()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    lender.start();
  }

  @AfterEach
  void stop() {
    System.clearProperty(CONTAINER);
    System.clearProperty(IDENTITY);
    System.clearProperty("AWS_ROLE_ARN");
    lender.stop(0);
    server.close();
  }

  @Test
  void aContainerIsLentKeysOnceUntilTheyEnd() {
    System.setProperty(CONTAINER, address() + "/lent");
    try (ObjectStore store = store(new StoreCredentials.Role(Optional.empty()))) {
      store.ensureBucket(BUCKET);
      store.put(BUCKET, "a", new byte[] {1}, "image/png");

      assertThat(store.stat(BUCKET, "a")).isPresent();
      assertThat(asked).containsExactly("/lent null ");
    }
  }

  @Test
  void keysThatEndAreAskedForAgainBeforeTheyDo() {
    System.setProperty(CONTAINER, address() + "/lent");
    lasts = Duration.ofSeconds(5);
    try (ObjectStore store = store(new StoreCredentials.Role(Optional.empty()))) {
      store.ensureBucket(BUCKET);
      int before = asked.size();
      store.put(BUCKET, "a", new byte[] {1}, "image/png");

      assertThat(asked).hasSizeGreaterThan(before);
    }
  }

  @Test
  void aWebIdentityIsExchangedForKeys() throws IOException {
    Path token = Files.writeString(dir.resolve("token"), "who.i.am");
    System.setProperty(IDENTITY, token.toString());
    System.setProperty("AWS_ROLE_ARN", "arn:aws:iam::1:role/weft");
    try (ObjectStore store = store(new StoreCredentials.Role(Optional.of(address())))) {
      store.ensureBucket(BUCKET);

      assertThat(store.hasBucket(BUCKET)).isTrue();
      assertThat(asked)
          .singleElement()
          .asString()
          .contains("AssumeRoleWithWebIdentity", "who.i.am", "role%2Fweft");
    }
  }

  @Test
  void whoeverGivesNoKeysNowIsAStoreThatIsAwayAndThenBack() {
    System.setProperty(CONTAINER, address() + "/lent");
    status = 503;
    try (ObjectStore store = store(new StoreCredentials.Role(Optional.empty()))) {
      assertThatThrownBy(() -> store.put(BUCKET, "a", new byte[] {1}, "image/png"))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("cannot get credentials for the object store")
          .hasMessageContaining("503")
          .hasMessageContaining("weft.s3.credentials");
      assertThatThrownBy(() -> store.list(BUCKET, "", null).next())
          .isInstanceOf(StoreUnavailableException.class);

      status = 200;
      store.ensureBucket(BUCKET);
      assertThat(store.hasBucket(BUCKET)).isTrue();
    }
  }

  @Test
  void aCredentialsFileIsReadAgainWhenItChanges() throws IOException {
    Path file = dir.resolve("credentials");
    write(file, "wrong", Instant.EPOCH);
    try (ObjectStore store = store(new StoreCredentials.SharedFile(file, "photographs"))) {
      assertThatThrownBy(() -> store.ensureBucket(BUCKET))
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining("the profile photographs in " + file)
          .hasMessageContaining("weft.s3.credentials");

      write(file, "secret", Instant.EPOCH.plusSeconds(1));
      store.ensureBucket(BUCKET);
      assertThat(store.hasBucket(BUCKET)).isTrue();
    }
  }

  @Test
  void aFileThatIsNotThereOrHasNoSuchProfileIsNamed() throws IOException {
    Path file = dir.resolve("credentials");
    try (ObjectStore store = store(new StoreCredentials.SharedFile(file, "others"))) {
      assertThatThrownBy(() -> store.ensureBucket(BUCKET))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(file.toString());
      write(file, "secret", Instant.EPOCH);
      assertThatThrownBy(() -> store.ensureBucket(BUCKET))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("others");
    }
  }

  private static void write(Path file, String secret, Instant changed) throws IOException {
    Files.writeString(
        file,
        "[photographs]\naws_access_key_id = key\naws_secret_access_key = %s\n".formatted(secret));
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  private ObjectStore store(StoreCredentials credentials) {
    return new S3ObjectStore(StoreSettings.of(server.endpoint(), credentials));
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + lender.getAddress().getPort());
  }

  private String container() {
    return """
        {"Code": "Success", "AccessKeyId": "key", "SecretAccessKey": "%s", "Token": "lent",
         "Expiration": "%s"}
        """
        .formatted(secret, end());
  }

  private String tokenService() {
    return """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult><Credentials>
            <AccessKeyId>key</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>
            <SessionToken>lent</SessionToken><Expiration>%s</Expiration>
          </Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """
        .formatted(secret, end());
  }

  private String end() {
    return Instant.now().plus(lasts).truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
  }
}
