package dev.weft.classifier.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A client of the Open Inference Protocol that validates all objects, including its own, against
 * the specification.
 */
final class OpenInferenceClient {

  static final String HEADER = "Inference-Header-Content-Length";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DOCUMENT = document();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  OpenInferenceClient(URI base) {
    this.base = base;
  }

  /** A response: its JSON object, and the binary data after it. */
  record Answer(HttpResponse<byte[]> response, JsonNode json, ByteBuffer binary) {

    int status() {
      return response.statusCode();
    }

    String error() {
      assertConforms("error_response", json);
      return json.path("error").asText();
    }

    JsonNode output(String name) {
      for (JsonNode output : json.path("outputs")) {
        if (output.path("name").asText().equals(name)) {
          return output;
        }
      }
      throw new AssertionError("no output " + name + " in " + json);
    }
  }

  private static JsonNode document() {
    try (var in = OpenInferenceClient.class.getResourceAsStream("open-inference-v2.schema.json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Validates an object against the definition with this name in the specification. */
  static void assertConforms(String object, JsonNode json) {
    var schema = JSON.createObjectNode();
    schema.put("$ref", "#/$defs/" + object);
    schema.set("$defs", DOCUMENT.get("$defs"));
    Schema compiled =
        SchemaRegistry.withDefaultDialect(Dialects.getDraft202012())
            .getSchema(schema.toString(), InputFormat.JSON);
    assertThat(compiled.validate(json)).as("%s as %s", json, object).isEmpty();
  }

  Answer get(String path) throws Exception {
    return send(HttpRequest.newBuilder(base.resolve(path)).build());
  }

  /** Sends a request that consists of JSON only. */
  Answer infer(String path, String json) throws Exception {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  /** Sends a request with binary data after its JSON object. */
  Answer infer(String path, String json, byte[] data) throws Exception {
    byte[] object = json.getBytes(StandardCharsets.UTF_8);
    byte[] body = Arrays.copyOf(object, object.length + data.length);
    System.arraycopy(data, 0, body, object.length, data.length);
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/octet-stream")
            .header(HEADER, Integer.toString(object.length))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build());
  }

  Answer send(HttpRequest request) throws Exception {
    var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    byte[] body = response.body();
    int length = response.headers().firstValue(HEADER).map(Integer::parseInt).orElse(body.length);
    var binary = ByteBuffer.wrap(body, length, body.length - length);
    return new Answer(
        response, JSON.readTree(body, 0, length), binary.order(ByteOrder.LITTLE_ENDIAN));
  }

  URI uri(String path) {
    return base.resolve(path);
  }

  /** Creates a conforming request with image files in its JSON. */
  static String files(String more, byte[]... files) {
    String data =
        Arrays.stream(files)
            .map(file -> '"' + Base64.getEncoder().encodeToString(file) + '"')
            .toList()
            .toString();
    return conforming(
        """
        {%s"inputs": [{"name": "image", "datatype": "BYTES", "shape": [%d],
          "parameters": {"content_type": "base64"}, "data": %s}]}\
        """
            .formatted(more, files.length, data));
  }

  /** Creates a conforming request whose single input follows as binary data. */
  static String binary(String more, String name, String datatype, String shape, int size) {
    return conforming(
        """
        {%s"inputs": [{"name": "%s", "datatype": "%s", "shape": %s,
          "parameters": {"binary_data_size": %d}}]}\
        """
            .formatted(more, name, datatype, shape, size));
  }

  private static String conforming(String request) {
    try {
      assertConforms("inference_request", JSON.readTree(request));
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Encodes elements of the datatype BYTES as binary data. */
  static byte[] elements(byte[]... files) {
    int length = Arrays.stream(files).mapToInt(file -> Integer.BYTES + file.length).sum();
    var data = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte[] file : files) {
      data.putInt(file.length).put(file);
    }
    return data.array();
  }

  /** Encodes values of the datatype FP32 as binary data. */
  static byte[] floats(FloatBuffer values) {
    var data = ByteBuffer.allocate(values.remaining() * 4).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values.duplicate());
    return data.array();
  }
}
