package dev.weft.access.http;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.Role;
import dev.weft.access.rule.Rules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filter;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter in front of a server that responds to every request. */
class AuthorizationFilterTest {

  private static final String PRINCIPAL = "X-Principal";

  @TempDir static Path folder;

  private static Vertx vertx;
  private static int open;
  private static int locked;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    open = serve(new SmallRyeConfigBuilder());
    Path keys = Files.createFile(folder.resolve("keys"));
    locked =
        serve(new SmallRyeConfigBuilder().withDefaultValue("weft.access.keys-file", keys + ""));
  }

  @AfterAll
  static void stop() throws Exception {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /v1/images               | GET, HEAD, OPTIONS, POST",
        "PATCH  | /v1/images/a/label       | DELETE, OPTIONS, POST",
        "TRACE  | /v1/rollouts/clothing    | GET, HEAD, OPTIONS, PUT",
        "DELETE | /v2/models/clothing      | GET, HEAD, OPTIONS",
        "GET    | /v2/models/clothing/infer| OPTIONS, POST"
      })
  void aMethodThatIsNotThereIsToldThoseThatAre(String method, String path, String allowed)
      throws IOException {
    Answer answer = ask(open, method, path);

    assertThat(answer.head()).startsWith("HTTP/1.1 405 ").contains("\r\nallow: " + allowed);
    assertThat(answer.refusal(path)).contains(method, allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/images                | GET, HEAD, OPTIONS, POST",
        "/v1/images/a/label        | DELETE, OPTIONS, POST",
        "/v2/models/clothing/infer | OPTIONS, POST"
      })
  void optionsListsTheMethodsThatAreAnswered(String path, String allowed) throws IOException {
    Answer answer = ask(open, "OPTIONS", path);

    assertThat(answer.head()).startsWith("HTTP/1.1 204 ").contains("\r\nallow: " + allowed);
    for (String method : allowed.split(", ")) {
      assertThat(ask(open, method, path).head()).as(method).startsWith("HTTP/1.1 20");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1", "/v1/nothing", "/v1/images/a/b", "/v1/images;a=b", "/v2/models/a/b"})
  void whatIsNotThereIsNotThereWhateverTheMethod(String path) throws IOException {
    for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
      Answer answer = ask(open, method, path);

      assertThat(answer.head()).startsWith("HTTP/1.1 404 ");
      assertThat(answer.refusal(path)).contains("/q/openapi");
    }
  }

  @Test
  void whatOthersServeIsTheirsToRefuse() throws IOException {
    assertThat(ask(open, "POST", "/q/health").body()).isEqualTo("served");
    assertThat(ask(open, "PUT", "/index.html").body()).isEqualTo("served");
    assertThat(ask(open, "PUT", "/internal/views").body()).isEqualTo("served");
  }

  @Test
  void whoShowsNoKeyHearsOfNoMethod() throws IOException {
    assertThat(ask(locked, "PUT", "/v1/images").head()).startsWith("HTTP/1.1 401 ");
    assertThat(ask(locked, "OPTIONS", "/v1/images").head()).startsWith("HTTP/1.1 401 ");
    assertThat(ask(locked, "GET", "/v1/nothing").head()).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void whoShowsATokenIsKnownWhateverTheirName() throws IOException {
    String anonymous = PRINCIPAL + ": anonymous\r\n";

    assertThat(ask(locked, "GET", "/v1/images", anonymous).head()).startsWith("HTTP/1.1 200 ");
    assertThat(ask(locked, "POST", "/v1/images", anonymous).head()).startsWith("HTTP/1.1 403 ");
  }

  private static int serve(SmallRyeConfigBuilder settings) throws Exception {
    SmallRyeConfig read =
        settings
            .withConverters(new Converter<?>[] {new DurationConverter()})
            .withMapping(AccessConfig.class)
            .build();
    AccessConfig config = read.getConfigMapping(AccessConfig.class);
    Access access = new Access(config);
    var gate =
        new AuthorizationFilter(
            access,
            config,
            new RateLimits(config),
            new SimpleMeterRegistry(),
            new Endpoints(Rules.table(false), Set.of("v1", "v2")));
    Router router = Router.router(vertx);
    gate.register(router);
    router.route().handler(AuthorizationFilterTest::authenticate);
    var filters = new Filters();
    gate.register(filters);
    filters.getFilters().stream()
        .sorted(Comparator.comparingInt(Filter::getPriority).reversed())
        .forEach(filter -> router.route().handler(filter.getHandler()));
    router.route().handler(context -> context.response().end("served"));
    HttpServer server = vertx.createHttpServer().requestHandler(router);
    return server
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
        .actualPort();
  }

  /** Stands in for the token extension: a header names a viewer. */
  @SuppressWarnings("deprecation") // Quarkus sets the user with it as well
  private static void authenticate(RoutingContext context) {
    String name = context.request().getHeader(PRINCIPAL);
    if (name != null) {
      context.setUser(
          new QuarkusHttpUser(
              QuarkusSecurityIdentity.builder()
                  .setPrincipal(new QuarkusPrincipal(name))
                  .addRole(Role.VIEWER.code())
                  .build()));
    }
    context.next();
  }

  /** A response. */
  private record Answer(String head, String body) {

    /** Detail of the error, in the format of the path's clients. */
    String refusal(String path) {
      JsonObject json = new JsonObject(body);
      if (path.startsWith("/v2")) {
        assertThat(head).contains("content-type: application/json");
        assertThat(json.fieldNames()).containsExactly("error");
        return json.getString("error");
      }
      assertThat(head).contains("content-type: application/problem+json");
      assertThat(json.getInteger("status")).isEqualTo(Integer.parseInt(head.split(" ")[1]));
      return json.getString("detail");
    }
  }

  private static Answer ask(int port, String method, String path) throws IOException {
    return ask(port, method, path, "");
  }

  private static Answer ask(int port, String method, String path, String header)
      throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(30_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost:%d\r\n%sConnection: close\r\n\r\n"
              .formatted(method, path, port, header);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = Arrays.copyOf(answer.split("\r\n\r\n", 2), 2);
      return new Answer(parts[0], parts[1] == null ? "" : parts[1]);
    }
  }
}
