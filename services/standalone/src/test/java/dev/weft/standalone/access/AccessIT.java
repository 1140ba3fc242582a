package dev.weft.standalone.access;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.access.Role;
import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.access.key.KeyFile;
import dev.weft.access.rule.Rules;
import dev.weft.standalone.App;
import dev.weft.testsupport.garments.Garments;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A system with access control that other machines can reach. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {

  private static final String COOKIE = "weft_session=";

  @TempDir static Path folder;

  private final Map<Role, String> keys = new EnumMap<>(Role.class);
  private final List<String> secrets = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Issuer issuer;
  private KeyFile file;
  private App weft;
  private URI server;

  @BeforeAll
  void start() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    issuer = new Issuer();
    file = new KeyFile(data.resolve("access-keys"));
    for (Role role : Role.values()) {
      keys.put(role, add(role, role.code() + "-of-the-test"));
    }
    Files.writeString(
        data.resolve("application.properties"),
        """
        weft.access.reread=100ms
        weft.access.rate.refused-per-second=1
        weft.access.rate.refused-burst=200
        weft.access.oidc.enabled=true
        weft.access.oidc.issuer=%s
        weft.access.oidc.roles-claim=weft/groups
        weft.access.oidc.audience=weft
        weft.gateway.live.heartbeat=100ms
        weft.gateway.live.max-streams-per-caller=5
        quarkus.log.category."dev.weft".level=DEBUG
        """
            .formatted(issuer.address()));
    weft = App.start(data, "--host", "0.0.0.0");
    server = URI.create(weft.awaitReady().path("http").asText() + "/");
  }

  /** Checks the logs after all tests have used secrets. */
  @AfterAll
  void stop() throws IOException {
    try {
      requireThatNoSecretIsLogged();
    } finally {
      weft.close();
      issuer.close();
    }
  }

  private void requireThatNoSecretIsLogged() throws IOException {
    Properties store = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve("data/credentials.properties"))) {
      store.load(in);
    }
    secrets.add(store.getProperty("weft.s3.secret-key"));
    String log = String.join("\n", weft.output());
    assertThat(log).contains("viewer-of-the-test");
    assertThat(secrets)
        .hasSizeGreaterThan(Role.values().length)
        .allSatisfy(secret -> assertThat(log).doesNotContain(secret));
  }

  @Test
  void nobodyListensWhereOthersComeInWithoutSayingWhoMay() throws Exception {
    try (App open = App.start(folder.resolve("open"), "--host", "0.0.0.0")) {
      assertThat(open.awaitExit()).isEqualTo(1);
      assertThat(String.join("\n", open.output()))
          .contains("weft: ", "0.0.0.0", "weft key create", "weft.access.keys-file")
          .doesNotContain("WEFT READY");
    }
  }

  @Test
  void eachRoleMayDoWhatThePageSays() throws Exception {
    String seen = new AccessTable(server, keys).seen();

    assertThat(AccessTable.written())
        .as("run this test with -Dweft.docs.write=true and commit docs/access.md")
        .isEqualTo(seen);
    assertThat(seen.lines().filter(line -> line.contains("| 5")).toList()).isEmpty();
  }

  @Test
  void everyEndpointThatIsDescribedHasARule() throws Exception {
    String described = get("q/openapi?format=json", keys.get(Role.VIEWER)).body();
    JsonNode paths = new ObjectMapper().readTree(described).path("paths");
    Rules rules = Rules.table(false);

    assertThat(paths).hasSizeGreaterThan(25);
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            assertThat(rules.find(method.toUpperCase(), path.getKey()))
                                .as(method + " " + path.getKey())
                                .isPresent()));
  }

  @Test
  void whatNoRuleKnowsIsNotThere() throws Exception {
    assertThat(get("q/arc/beans", null).statusCode()).isEqualTo(401);
    assertThat(get("q/arc/beans", keys.get(Role.OPERATOR)).statusCode()).isEqualTo(404);
    assertThat(get("v1/images;x=y", keys.get(Role.OPERATOR)).statusCode()).isEqualTo(404);
  }

  @Test
  void aMethodThatAPathDoesNotHaveIsToldThoseThatItHas() throws Exception {
    String key = keys.get(Role.VIEWER);
    HttpResponse<String> other = send("PUT", "v1/images", key);
    HttpResponse<String> asked = send("OPTIONS", "v1/images", key);
    HttpResponse<String> inference = send("PUT", "v2/models/clothing", key);
    HttpResponse<String> nothing = get("v2/models/clothing/nothing", key);

    assertThat(send("PUT", "v1/images", null).statusCode()).isEqualTo(401);
    assertThat(other.statusCode()).isEqualTo(405);
    assertThat(other.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
    assertThat(asked.statusCode()).isEqualTo(204);
    assertThat(asked.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS, POST");
    assertThat(inference.statusCode()).isEqualTo(405);
    assertThat(inference.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(inference.body()).startsWith("{\"error\":");
    assertThat(nothing.statusCode()).isEqualTo(404);
    assertThat(nothing.body()).startsWith("{\"error\":");
  }

  @Test
  void aRefusalIsAProblemThatSaysWhatToDo() throws Exception {
    HttpResponse<String> unknown = get("v1/images", null);
    HttpResponse<String> forbidden = get("v1/images", keys.get(Role.MONITOR));
    HttpResponse<String> inference = get("v2/models/clothing", null);

    assertThat(unknown.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(unknown.body()).contains("\"status\":401", "Authorization: Bearer");
    assertThat(forbidden.body()).contains("requires the role viewer, but the caller has monitor");
    assertThat(inference.body()).startsWith("{\"error\":");
  }

  @Test
  void aKeyCountsAndNoLongerCountsWithoutARestart() throws Exception {
    String key = add(Role.VIEWER, "late");
    await(() -> get("v1/images", key).statusCode() == 200);

    file.remove(ApiKey.parse(key).orElseThrow().id());

    await(() -> get("v1/images", key).statusCode() == 401);
  }

  @Test
  void aTokenHasTheRolesOfItsClaim() throws Exception {
    String viewer = token("ann", "viewer", Instant.now().plusSeconds(300));
    String labeler = token("ben", "labeler", Instant.now().plusSeconds(300));
    String over = token("ann", "operator", Instant.now().minusSeconds(300));
    String forged = viewer.substring(0, viewer.length() - 8) + "AAAAAAAA";

    assertThat(get("v1/images", viewer).statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "v1/images/none/label", viewer).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "v1/images/none/label", labeler).statusCode()).isEqualTo(404);
    assertThat(get("v1/images", over).statusCode()).isEqualTo(401);
    HttpResponse<String> refused = get("v1/images", forged);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(refused.body()).contains("\"status\":401", "The token is malformed");
  }

  @Test
  void whoSaysSomethingIsWhoseKeyItIsWhateverTheBodySays() throws Exception {
    ObjectMapper json = new ObjectMapper();
    byte[] jpeg = Garments.seeded(1).draw(0).jpeg();
    HttpRequest upload =
        request("v1/images", keys.get(Role.PUBLISHER))
            .POST(HttpRequest.BodyPublishers.ofByteArray(jpeg))
            .build();
    String id =
        json.readTree(http.send(upload, HttpResponse.BodyHandlers.ofString()).body())
            .path("id")
            .asText();
    HttpRequest label =
        request("v1/images/" + id + "/label", keys.get(Role.LABELER))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString("{\"label\":\"hat\",\"by\":\"somebody else\"}"))
            .build();
    JsonNode labeled = json.readTree(http.send(label, HttpResponse.BodyHandlers.ofString()).body());
    HttpRequest policy =
        request("v1/rollouts/clothing?by=somebody&reason=tried", keys.get(Role.OPERATOR))
            .PUT(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    String ordered = http.send(policy, HttpResponse.BodyHandlers.ofString()).body();

    assertThat(labeled.at("/labeling/by").asText()).matches("[0-9a-f]{12}/labeler-of-the-test");
    assertThat(ordered).contains("/operator-of-the-test", "tried").doesNotContain("somebody");
  }

  @Test
  void aBrowserSignsInOnceAndNoOtherSiteUsesIt() throws Exception {
    HttpResponse<String> signedIn = send("POST", "v1/session", keys.get(Role.LABELER));
    String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    String sent = cookie.substring(0, cookie.indexOf(';'));

    assertThat(cookie).startsWith(COOKIE).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(signedIn.body()).contains("\"role\":\"labeler\"").doesNotContain("weft_");
    assertThat(withCookie("GET", "v1/predictions/stream", sent)).isEqualTo(200);
    assertThat(withCookie("DELETE", "v1/images/none/label", sent)).isEqualTo(404);
    assertThat(withCookie("DELETE", "v1/images/none/label", sent, "Sec-Fetch-Site", "same-site"))
        .isEqualTo(403);
    assertThat(withCookie("DELETE", "v1/images/none/label", sent, "Origin", "http://127.0.0.1:1"))
        .isEqualTo(403);
    assertThat(withCookie("DELETE", "v1/images/none/label", sent, "Origin", origin()))
        .isEqualTo(404);
    assertThat(withCookie("GET", "", COOKIE + "weft_of-yesterday")).isEqualTo(200);
    String token = token("ann", "viewer", Instant.now().plusSeconds(300));
    assertThat(withCookie("GET", "v1/images", COOKIE + token)).isEqualTo(200);
    String labeler = token("ben", "labeler", Instant.now().plusSeconds(300));
    assertThat(withCookie("DELETE", "v1/images/none/label", COOKIE + labeler)).isEqualTo(404);
    assertThat(
            withCookie(
                "DELETE",
                "v1/images/none/label",
                COOKIE + labeler,
                "Origin",
                "https://elsewhere.example"))
        .isEqualTo(403);
    String over = token("ann", "viewer", Instant.now().minusSeconds(300));
    assertThat(withCookie("GET", "", COOKIE + over)).isEqualTo(200);
    assertThat(withCookie("DELETE", "v1/session", COOKIE + over)).isEqualTo(204);
    assertThat(send("POST", "v1/session", "weft_wrong").statusCode()).isEqualTo(401);
    assertThat(send("DELETE", "v1/session", null).headers().firstValue("Set-Cookie").orElseThrow())
        .contains("Max-Age=0");
  }

  @Test
  void otherOriginsAreToldNothing() throws Exception {
    HttpResponse<String> answer =
        http.send(
            request("v1/models", keys.get(Role.VIEWER))
                .header("Origin", "https://elsewhere.example")
                .build(),
            HttpResponse.BodyHandlers.ofString());
    HttpResponse<String> asked =
        http.send(
            request("v1/models", null)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(asked.statusCode()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void whatOperatorsDoIsWrittenDown() throws Exception {
    send("POST", "v1/rollouts/no-such-model/promote", keys.get(Role.OPERATOR));
    send("POST", "v1/rollouts/no-such-model/promote", keys.get(Role.VIEWER));
    Pattern refused =
        Pattern.compile(
            "who=\"[0-9a-f]{12}/viewer-of-the-test\" role=viewer from=127\\.0\\.0\\.1"
                + " what=\"POST /v1/rollouts/no-such-model/promote\" outcome=refused status=403");
    Pattern done =
        Pattern.compile("who=\"[0-9a-f]{12}/operator-of-the-test\" role=operator .*outcome=");

    await(() -> String.join("\n", weft.output()).contains("status=403"));
    String log = String.join("\n", weft.output());
    assertThat(log).containsPattern(refused).containsPattern(done);
  }

  @Test
  void anAuthorThatIsTooLongIsRefusedThoughTheNameOfTheKeyWouldBeTaken() throws Exception {
    HttpResponse<String> answer =
        http.send(
            request("v1/rollouts/clothing?by=" + "a".repeat(101), keys.get(Role.OPERATOR))
                .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("by must have at most 100 characters");
  }

  @Test
  void anEventStreamEndsWhenItsKeyIsRevoked() throws Exception {
    String key = add(Role.VIEWER, "leaves-soon");
    await(() -> get("v1/images", key).statusCode() == 200);
    HttpResponse<InputStream> stream = stream(key);
    assertThat(stream.statusCode()).isEqualTo(200);

    assertThat(file.remove(ApiKey.parse(key).orElseThrow().id())).isTrue();

    // Reads to the end of the stream; otherwise the test times out.
    assertThat(new String(stream.body().readAllBytes(), UTF_8)).contains("connected");
    assertThat(get("v1/images", key).statusCode()).isEqualTo(401);
  }

  @Test
  void anEventStreamEndsWithTheTimeOfItsToken() throws Exception {
    HttpResponse<InputStream> stream = stream(token("ann", "viewer", Instant.now().plusSeconds(5)));
    assertThat(stream.statusCode()).isEqualTo(200);

    assertThat(new String(stream.body().readAllBytes(), UTF_8)).contains("connected");
  }

  @Test
  void oneCallerHasSoManyEventStreamsAndNoMore() throws Exception {
    String key = add(Role.VIEWER, "opens-many");
    await(() -> get("v1/images", key).statusCode() == 200);
    List<InputStream> open = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      HttpResponse<InputStream> stream = stream(key);
      assertThat(stream.statusCode()).isEqualTo(200);
      open.add(stream.body());
    }

    HttpResponse<InputStream> sixth = stream(key);
    assertThat(sixth.statusCode()).isEqualTo(429);
    assertThat(sixth.headers().firstValue("Retry-After")).isPresent();
    assertThat(new String(sixth.body().readAllBytes(), UTF_8)).contains("too-many-streams");

    open.remove(0).close();
    await(
        () -> {
          HttpResponse<InputStream> stream = stream(key);
          open.add(stream.body());
          return stream.statusCode() == 200;
        });
    for (InputStream stream : open) {
      stream.close();
    }
  }

  @Test
  void aTokenForAnotherProgramIsNobodys() throws Exception {
    Instant later = Instant.now().plusSeconds(60);
    assertThat(get("v1/images", token("ann", "viewer", later)).statusCode()).isEqualTo(200);

    String other = issuer.token("ann", "viewer", later, "payroll");
    assertThat(get("v1/images", other).statusCode()).isEqualTo(401);
  }

  private HttpResponse<InputStream> stream(String key) throws IOException, InterruptedException {
    return http.send(
        request("v1/predictions/stream", key).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoTriesKeysIsAskedToWaitAndOthersAreNot() throws Exception {
    String last = getFromElsewhere("v1/images", "weft_wrong");
    for (int i = 0; i < 1000 && !last.startsWith("HTTP/1.1 429"); i++) {
      last = getFromElsewhere("v1/images", "weft_wrong");
    }

    assertThat(last).startsWith("HTTP/1.1 429").containsPattern("(?i)\nretry-after: [1-9]");
    assertThat(getFromElsewhere("v1/images", keys.get(Role.VIEWER))).startsWith("HTTP/1.1 200");
    assertThat(getFromElsewhere("q/health/live", "")).startsWith("HTTP/1.1 200");
    assertThat(get("v1/images", "weft_wrong").statusCode()).isEqualTo(401);
  }

  /** Sends a request from another address of the loopback interface, which only Linux supports. */
  private String getFromElsewhere(String path, String key) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress("127.0.0.2", 0));
      socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
      socket
          .getOutputStream()
          .write(
              "GET /%s HTTP/1.1\r\nHost: weft\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, key)
                  .getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private String add(Role role, String name) throws IOException {
    ApiKey key = ApiKey.generate(new SecureRandom());
    file.add(HashedKey.of(key, role, Instant.now(), Optional.empty(), name));
    secrets.add(key.text().substring(key.text().length() - 43));
    return key.text();
  }

  private String token(String subject, String role, Instant expires) {
    String token = issuer.token(subject, role, expires);
    secrets.add(token.substring(token.lastIndexOf('.')));
    return token;
  }

  private String origin() {
    return "http://" + server.getAuthority();
  }

  private HttpResponse<String> get(String path, String key)
      throws IOException, InterruptedException {
    return http.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path, String key)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path, key).method(method, HttpRequest.BodyPublishers.ofString("[]"));
    return http.send(
        request.header("Content-Type", "application/json").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private int withCookie(String method, String path, String cookie, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path, null)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Cookie", cookie);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  private HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    return request;
  }

  /** A condition that may become true later. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it is not so in time").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
