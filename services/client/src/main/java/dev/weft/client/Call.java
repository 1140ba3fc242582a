package dev.weft.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.json.WeftJson;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One call of an operation. Built and sent once. */
final class Call<T> {
  private static final Pattern PARAMETER = Pattern.compile("\\{[a-z]+}");
  private static final ObjectMapper MAPPER = WeftJson.mapper();

  private final Operation<T> operation;
  private final Object[] pathParameters;
  private final Map<Header, String> headers = new EnumMap<>(Header.class);
  private Record query;
  private BodyPublisher body = BodyPublishers.noBody();
  private String contentType;
  private Duration longer = Duration.ZERO;

  Call(Operation<T> operation, Object... pathParameters) {
    this.operation = operation;
    this.pathParameters = pathParameters;
  }

  Operation<T> operation() {
    return operation;
  }

  /** Sets the query parameters from a record's components; null components are left out. */
  Call<T> query(Record parameters) {
    if (parameters != null && parameters.getClass() != operation.query()) {
      throw new IllegalArgumentException(
          operation.id() + " has no query parameters of " + parameters);
    }
    query = parameters;
    return this;
  }

  /** Sets a header; null leaves it out. */
  Call<T> header(Header header, String value) {
    if (!operation.headers().contains(header)) {
      throw new IllegalArgumentException(operation.id() + " has no header " + header);
    }
    if (value != null) {
      headers.put(header, value);
    }
    return this;
  }

  Call<T> json(Object value) {
    return text(WeftJson.write(value));
  }

  /** Sets the body to JSON that the caller has written. */
  Call<T> text(String json) {
    return bytes(Operation.JSON, BodyPublishers.ofString(json));
  }

  Call<T> bytes(String type, BodyPublisher bytes) {
    contentType = type;
    body = bytes;
    return this;
  }

  /** Extends the timeout of one try by the time that the server is asked to wait. */
  Call<T> longer(Duration time) {
    longer = time;
    return this;
  }

  Duration longer() {
    return longer;
  }

  BodyPublisher body() {
    return body;
  }

  /** Returns the body's content type; null if there is no body. */
  String contentType() {
    return contentType;
  }

  Map<Header, String> headers() {
    return headers;
  }

  /**
   * The path without a leading slash, so that resolving it keeps the path of the server's address.
   */
  String path() {
    Matcher parameters = PARAMETER.matcher(operation.path().substring(1));
    StringBuilder path = new StringBuilder();
    int given = 0;
    while (parameters.find()) {
      String value = encode(pathParameters[given++].toString());
      parameters.appendReplacement(path, Matcher.quoteReplacement(value));
    }
    parameters.appendTail(path);
    if (given != pathParameters.length) {
      throw new IllegalArgumentException(operation.path() + " has " + given + " parameters");
    }
    String text = query == null ? "" : queryText();
    return text.isEmpty() ? path.toString() : path + "?" + text;
  }

  private String queryText() {
    JsonNode members = MAPPER.valueToTree(query);
    return members.properties().stream()
        .map(each -> each.getKey() + "=" + encode(each.getValue().asText()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
