package dev.weft.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** What the gateway's HTTP API says of an image's answers. Thread-safe. */
public final class ExplanationClient {
  private final WeftClient client;

  public ExplanationClient(WeftClient client) {
    this.client = client;
  }

  /**
   * What of an image speaks for a label, in numbers.
   *
   * @param question names what differs from the server's defaults: {@code version}, {@code label}
   */
  public JsonNode explanation(String id, Map<String, String> question) {
    HttpRequest request = client.request(path(id, question)).build();
    return client.json(client.requireOk(client.sendPatiently(request)));
  }

  /**
   * The same as a PNG.
   *
   * @param question also {@code size}
   */
  public byte[] picture(String id, Map<String, String> question) {
    HttpRequest request =
        client.request(path(id, question)).setHeader("Accept", "image/png").build();
    HttpResponse<byte[]> response = client.sendPatiently(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      String text = new String(response.body(), StandardCharsets.UTF_8);
      throw client.refused(Problem.of(response.statusCode(), text));
    }
    return response.body();
  }

  private static String path(String id, Map<String, String> question) {
    String query =
        question.entrySet().stream()
            .map(part -> part.getKey() + "=" + WeftClient.encode(part.getValue()))
            .collect(Collectors.joining("&"));
    return "v1/images/"
        + WeftClient.encode(id)
        + "/explanation"
        + (query.isEmpty() ? "" : "?" + query);
  }
}
