package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The rollouts of the gateway's HTTP API. Thread-safe. Orders are tried again as {@link WeftClient}
 * says, with the same {@code Idempotency-Key}, so that none is carried out twice.
 */
public final class RolloutClient {

  private static final String PATH = "v1/rollouts";
  private static final int UNANSWERED = 202;
  private static final int CONFLICT = 409;
  private static final int STALE = 412;
  private static final int UNKNOWN_YET = 503;

  private final WeftClient client;

  RolloutClient(WeftClient client) {
    this.client = client;
  }

  /** Every model's state. */
  public JsonNode all() {
    return client.json(client.requireOk(client.sendPatiently(client.request(PATH).build())));
  }

  /** The same, one try; empty while the gateway is still finding out. */
  public Optional<JsonNode> now() {
    HttpResponse<String> response = client.sendOnce(PATH);
    return response.statusCode() == UNKNOWN_YET
        ? Optional.empty()
        : Optional.of(client.json(client.requireOk(response)));
  }

  /** A model's state; empty if it has none. */
  public Optional<JsonNode> of(String model) {
    return client.found(path(model));
  }

  /**
   * Gives an order.
   *
   * @param action such as {@code promote}
   * @param revision that the order rests on; null for any
   * @return the state since then
   * @throws CliException if it was refused, or nobody answered
   */
  public JsonNode order(String model, String action, JsonNode body, Integer revision) {
    return give(
        client
            .request(path(model) + "/" + action)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.line(body))),
        revision);
  }

  /**
   * Sets the policy; returns and fails as {@link #order} does.
   *
   * @param policy as JSON, which the server checks
   * @param said the order's reason and who gives it, where they are known
   */
  public JsonNode setPolicy(String model, String policy, JsonNode said, Integer revision) {
    return give(
        client
            .request(path(model) + query(said))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(policy)),
        revision);
  }

  /** Gives a version a name; returns and fails as {@link #order} does. */
  public JsonNode setAlias(String model, String alias, JsonNode body, Integer revision) {
    return give(
        client
            .request(path(model) + "/aliases/" + WeftClient.encode(alias))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(Json.line(body))),
        revision);
  }

  /** Takes a name away; returns and fails as {@link #order} does. */
  public JsonNode removeAlias(String model, String alias, JsonNode said, Integer revision) {
    String path = path(model) + "/aliases/" + WeftClient.encode(alias) + query(said);
    return give(client.request(path).DELETE(), revision);
  }

  private JsonNode give(HttpRequest.Builder order, Integer revision) {
    order.header("Idempotency-Key", UUID.randomUUID().toString());
    if (revision != null) {
      order.header("If-Match", "\"" + revision + "\"");
    }
    HttpResponse<String> response = client.sendPatiently(order.build());
    return switch (response.statusCode()) {
      case UNANSWERED ->
          throw new CliException(
              ExitCode.UNREACHABLE,
              client.json(response).path("detail").asText("nobody has answered the order yet"),
              "`weft rollout status` shows whether it was carried out");
      case CONFLICT -> throw refused(response, "`weft rollout status` shows where it is");
      case STALE ->
          throw refused(
              response,
              "look at what has changed with `weft rollout status`, then order with --revision "
                  + revision(response));
      default -> client.json(client.requireOk(response));
    };
  }

  private CliException refused(HttpResponse<String> response, String hint) {
    Problem problem = Problem.of(response.statusCode(), response.body());
    return new CliException(ExitCode.FAILED, problem.detail(), hint);
  }

  private static String revision(HttpResponse<String> response) {
    return response.headers().firstValue("ETag").orElse("N").replace("\"", "");
  }

  private static String path(String model) {
    return PATH + "/" + WeftClient.encode(model);
  }

  private static String query(JsonNode said) {
    return said.isEmpty()
        ? ""
        : said.properties().stream()
            .map(each -> each.getKey() + "=" + WeftClient.encode(each.getValue().asText()))
            .collect(Collectors.joining("&", "?", ""));
  }
}
