package dev.weft.systemtests.badinput;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.systemtests.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Sends HTTP requests, valid and invalid, and returns the responses. */
final class Web {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Server weft;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String key;

  /**
   * @param key API key of an operator, which requests carry
   */
  Web(Server weft, String key) {
    this.weft = weft;
    this.key = key;
  }

  String key() {
    return key;
  }

  /** A request with the operator's key. */
  HttpRequest.Builder to(String path) {
    return keyless(path).header("Authorization", "Bearer " + key);
  }

  HttpRequest.Builder keyless(String path) {
    return HttpRequest.newBuilder(weft.uri(path)).timeout(TIMEOUT);
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(to(path).GET());
  }

  /** Sends a body with the content type of JSON. */
  Answer json(String method, String path, String body) throws IOException, InterruptedException {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = response(request);
    String type = response.headers().firstValue("Content-Type").orElse("");
    return answer(response.statusCode(), type, response.body());
  }

  HttpResponse<String> response(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /**
   * Sends raw text, and reads the response until the connection is closed.
   *
   * @param leaves whether the client shuts down its output afterwards
   */
  Answer raw(String text, boolean leaves) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try (Socket socket = new Socket("127.0.0.1", weft.uri("/").getPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      try {
        socket.getOutputStream().write(bytes);
        if (leaves) {
          socket.shutdownOutput();
        }
      } catch (SocketException e) {
        // The server responds before it has read everything.
      }
      return answer(read(socket));
    }
  }

  Answer raw(String text) throws IOException {
    return raw(text, false);
  }

  private static String read(Socket socket) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
        read.write(buffer, 0, n);
      }
    } catch (SocketException e) {
      // The server closed the connection with unread input.
    }
    return read.toString(StandardCharsets.UTF_8);
  }

  private static Answer answer(String response) throws IOException {
    if (!response.startsWith("HTTP/1.")) {
      return Answer.of("closed", response);
    }
    int status = Integer.parseInt(response.substring(9, 12));
    int end = response.indexOf("\r\n\r\n");
    String head = response.substring(0, end).toLowerCase(Locale.ROOT);
    String body = response.substring(end + 4);
    String type = head.replaceAll("(?s).*content-type: ([^\r]*).*", "$1");
    int begin = body.indexOf('{');
    boolean chunked = head.contains("transfer-encoding: chunked");
    return answer(
        status,
        type,
        chunked && begin >= 0 ? body.substring(begin, body.lastIndexOf('}') + 1) : body);
  }

  /** Kind and detail of a problem, or the error message of the inference protocol. */
  private static Answer answer(int status, String type, String body) throws IOException {
    if (status < 400) {
      return Answer.of(Integer.toString(status), body);
    }
    if (body.isBlank()) {
      return Answer.of(status + " without a body", "");
    }
    JsonNode json = type.contains("json") ? JSON.readTree(body) : JSON.createObjectNode();
    if (type.startsWith("application/problem+json")
        && json.path("status").asInt() == status
        && json.hasNonNull("title")) {
      String kind = json.path("type").asText();
      return Answer.of(
          status + " " + kind.substring(kind.lastIndexOf('/') + 1), json.path("detail").asText());
    }
    return json.hasNonNull("error")
        ? Answer.of(Integer.toString(status), json.path("error").asText())
        : Answer.of(status + " " + type, body);
  }
}
