package dev.weft.gateway.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** An HTTP client of a gateway. */
final class GatewayClient {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  GatewayClient(URI base) {
    this.base = base;
  }

  /** Status, headers and body of any response. */
  record Answer(HttpResponse<byte[]> response) {
    int status() {
      return response.statusCode();
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }
  }

  Answer upload(String query, byte[] bytes, String... headers) {
    return send(request("/v1/images" + query, headers).POST(BodyPublishers.ofByteArray(bytes)));
  }

  Answer post(String path, String json, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)));
  }

  Answer delete(String path) {
    return send(request(path).DELETE());
  }

  Answer get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(trimmed() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  EventStream stream(String query, String... headers) {
    return follow("/v1/predictions/stream" + query, headers);
  }

  EventStream follow(String path, String... headers) {
    return new EventStream(http, request(path, headers).build());
  }

  private String trimmed() {
    return base.toString().replaceAll("/$", "");
  }

  /** Bytes that look like a JPEG and differ in each call. */
  static byte[] picture() {
    byte[] bytes = new byte[2_000];
    new Random().nextBytes(bytes);
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    bytes[2] = (byte) 0xFF;
    return bytes;
  }

  /** A multipart form with these files, as browsers write it. */
  static byte[] form(String boundary, byte[]... files) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (int i = 0; i < files.length; i++) {
      out.writeBytes(
          ("--%s\r\nContent-Disposition: form-data; name=\"f%d\"; filename=\"%d.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                  .formatted(boundary, i, i))
              .getBytes(StandardCharsets.UTF_8));
      out.writeBytes(files[i]);
      out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }
    out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
