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

/** {@code docs/access.md}: what each role is answered at each endpoint. */
final class AccessTable {

  private static final Path PAGE = Path.of("../../docs/access.md");

  /** What stands in for a part of a path; nothing is changed by it. */
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
   * @param server that asks for keys
   * @param keys one of each role
   */
  AccessTable(URI server, Map<Role, String> keys) {
    this.server = server;
    this.keys = keys;
  }

  /** What is checked in. */
  static String written() throws IOException {
    return Files.readString(PAGE);
  }

  /** What the server answers; with {@code -Dweft.docs.write=true} it is written down first. */
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

  /** Streams never end: the answer's head is enough. */
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
      # Who may do what

      This page is what a running system answers; `AccessIT` holds it to that, after each change with `-Dweft.docs.write=true`. [operations.md](operations.md#access) says how keys are made and given.

      A server that only its own machine reaches (127.0.0.1) and that has neither keys nor tokens configured lets everybody do everything, if they ask for it by a name of this machine: a request for another host is a 421. Otherwise each request needs the role of the first row that fits it, and what fits none is a 404, or a 405 whose `Allow` says which methods the path has.

      | role | is for | includes |
      |---|---|---|
      | monitor | Prometheus: metrics | |
      | viewer | people who look | monitor |
      | publisher | programs that send images, to be kept or only to be answered | viewer |
      | labeler | people who say what images show | viewer |
      | operator | who decides what is trained and what serves | publisher, labeler |
      | replica | gateways that ask each other for what they hold | |

      Below, a request without content that matters, for an image, a training or a model that does not exist: 401 is "say who you are", 403 is "your role may not", anything else is the endpoint's own answer. A row without a role is anybody's: the dashboard's files (they hold no data), signing in, the schemas of events, and probes, for which Kubernetes has no keys. `weft.access.metrics=anyone` makes metrics such a row.

      | request | needs | without a key | monitor | viewer | publisher | labeler | operator | replica |
      |---|---|---|---|---|---|---|---|---|
      """;
}
