package dev.weft.standalone.access;

import dev.weft.access.Role;
import dev.weft.access.rule.Rule;
import dev.weft.access.rule.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code docs/access.md}: the status that each role gets from each endpoint. */
final class AccessTable {

  private static final Path PAGE = Path.of("../../docs/access.md");

  /** Values for the variables of path templates; requests with them change nothing. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "/app/**", "/app/main.js",
          "/lib/**", "/lib/preact/preact.module.js",
          "/q/health/**", "/q/health/live",
          "{id}", "no-such-id",
          "{model}", "no-such-model",
          "{version}", "1",
          "{alias}", "best",
          "{action}", "promote",
          "{picture}", "curves.png",
          "{name}", "image-uploaded.v1");

  private final URI server;
  private final Map<Role, String> keys;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param server server that requires API keys
   * @param keys an API key of each role
   */
  AccessTable(URI server, Map<Role, String> keys) {
    this.server = server;
    this.keys = keys;
  }

  /** The checked-in page. */
  static String written() throws IOException {
    return Files.readString(PAGE);
  }

  /** The page for the server's responses; {@code -Dweft.docs.write=true} writes it first. */
  String seen() throws IOException, InterruptedException {
    StringBuilder page = new StringBuilder(PREFACE);
    for (Rule rule : Rules.table(false).all()) {
      List<String> cells = new ArrayList<>();
      cells.add("`" + rule.method() + " " + rule.path() + "`");
      cells.add(rule.role().map(Role::code).orElse(""));
      cells.add(Integer.toString(status(rule, null)));
      for (Role role : Role.values()) {
        cells.add(Integer.toString(status(rule, keys.get(role))));
      }
      page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
    if (Boolean.getBoolean("weft.docs.write")) {
      Files.writeString(PAGE, page);
    }
    return page.toString();
  }

  /** Status of a request. The body is not read, since streams never end. */
  private int status(Rule rule, String key) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.resolve(example(rule.path())))
            .timeout(Duration.ofSeconds(30))
            .method(
                rule.method(),
                rule.isRead() || rule.method().equals("DELETE")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString("[]"));
    if (rule.method().equals("POST") || rule.method().equals("PUT")) {
      request.header("Content-Type", type(rule));
    }
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    close(response.body());
    return response.statusCode();
  }

  private static String type(Rule rule) {
    return rule.path().equals("/v1/images") ? "text/plain" : "application/json";
  }

  private static String example(String path) {
    String example = path;
    for (Map.Entry<String, String> each : EXAMPLES.entrySet()) {
      example = example.replace(each.getKey(), each.getValue());
    }
    return example;
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String PREFACE =
      """
      # Roles and endpoints

      This table comes from the answers of a running system; `AccessIT` fails if they differ, and writes it with `-Dweft.docs.write=true`. [operations.md](operations.md#access) says how keys are created and passed.

      A server that listens on 127.0.0.1 only and has neither keys nor tokens configured allows every request, if it names a host of this machine; a request for another host gets a 421.

      Otherwise each request needs the role of the first row that matches it. A request that matches no row gets a 404, or a 405 whose `Allow` lists the methods of the path.

      | role | for | includes |
      |---|---|---|
      | monitor | Prometheus: metrics | |
      | viewer | people who read results | monitor |
      | publisher | programs that send images, to be stored or only classified | viewer |
      | labeler | people who label images | viewer |
      | operator | people who decide what is trained and what serves | publisher, labeler |
      | replica | gateways that query each other | |

      The table shows the response to a request without a meaningful body, for an image, a training or a model that does not exist. 401 means that the request is not authenticated, 403 that the role does not allow it; anything else is the endpoint's own response.

      A row without a role is open to everybody: the dashboard's files (they hold no data), signing in, the schemas of events, and probes, because Kubernetes sends no keys with them. `weft.access.metrics=anyone` opens metrics, too.

      | request | needs | without a key | monitor | viewer | publisher | labeler | operator | replica |
      |---|---|---|---|---|---|---|---|---|
      """;
}
