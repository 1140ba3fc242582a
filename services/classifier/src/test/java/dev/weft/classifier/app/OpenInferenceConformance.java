package dev.weft.classifier.app;

import static dev.weft.classifier.app.OpenInferenceClient.assertConforms;
import static dev.weft.classifier.app.OpenInferenceClient.binary;
import static dev.weft.classifier.app.OpenInferenceClient.elements;
import static dev.weft.classifier.app.OpenInferenceClient.files;
import static dev.weft.classifier.app.OpenInferenceClient.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.classifier.app.OpenInferenceClient.Answer;
import dev.weft.events.image.Prediction;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Conformance tests of the Open Inference Protocol, in the order of its specification, against a
 * server with version 1 of the model {@code clothing}. {@link ClassifierIT} runs them, so that the
 * server is started once.
 */
final class OpenInferenceConformance {

  private static final String MODEL = "/v2/models/clothing";
  private static final String INFER = MODEL + "/infer";
  private static final int CLASSES = 10;

  private final OpenInferenceClient client;
  private final byte[] jpeg;
  private final FloatBuffer pixels;
  private final Map<String, Double> expected;

  /**
   * @param jpeg an image that was also classified through Kafka
   * @param pixels the image as a tensor
   * @param predictions the result from Kafka
   */
  OpenInferenceConformance(
      URI base, byte[] jpeg, FloatBuffer pixels, List<Prediction> predictions) {
    this.client = new OpenInferenceClient(base);
    this.jpeg = jpeg;
    this.pixels = pixels;
    this.expected =
        predictions.stream().collect(Collectors.toMap(Prediction::label, Prediction::probability));
  }

  void check() throws Exception {
    healthAndServerMetadata();
    modelReadyAndModelMetadata();
    inferenceInJson();
    requestedOutputs();
    binaryTensorData();
    preprocessedTensors();
    errorObjects();
    errorObjectsOfTheFramework();
    limits();
  }

  private void healthAndServerMetadata() throws Exception {
    for (String path : List.of("/v2/health/live", "/v2/health/ready")) {
      var health = client.get(path);
      assertThat(health.status()).isEqualTo(200);
      assertConforms("live_server_response", health.json());
      assertThat(health.json().path("live").asBoolean()).isTrue();
    }
    for (String path : List.of("/v2", "/v2/")) {
      var server = client.get(path);
      assertThat(server.status()).isEqualTo(200);
      assertConforms("metadata_server_response", server.json());
      assertThat(server.json().path("extensions").toString()).contains("binary_tensor_data");
    }
  }

  private void modelReadyAndModelMetadata() throws Exception {
    for (String path : List.of(MODEL, MODEL + "/versions/1")) {
      var ready = client.get(path + "/ready");
      assertThat(ready.status()).isEqualTo(200);
      assertConforms("ready_model_response", ready.json());

      var model = client.get(path);
      assertThat(model.status()).isEqualTo(200);
      assertConforms("metadata_model_response", model.json());
      assertThat(model.json().path("versions").toString()).isEqualTo("[\"1\"]");
      assertThat(model.json().path("platform").asText()).isEqualTo("onnx_onnxv1");
      assertThat(model.json().path("inputs").toString())
          .isEqualTo(
              "[{\"name\":\"image\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
                  + "{\"name\":\"pixels\",\"datatype\":\"FP32\",\"shape\":[-1,3,235,235]}]");
      assertThat(model.json().path("outputs").toString())
          .isEqualTo(
              "[{\"name\":\"label\",\"datatype\":\"BYTES\",\"shape\":[-1]},"
                  + "{\"name\":\"probabilities\",\"datatype\":\"FP32\",\"shape\":[-1,10]},"
                  + "{\"name\":\"classes\",\"datatype\":\"BYTES\",\"shape\":[10]}]");
    }
  }

  private void inferenceInJson() throws Exception {
    for (String path : List.of(INFER, MODEL + "/versions/1/infer")) {
      var answer = client.infer(path, files("\"id\": \"42\", ", jpeg));
      assertAnswered(answer, 1);
      assertThat(answer.json().path("id").asText()).isEqualTo("42");
      assertThat(names(answer)).containsExactly("label", "probabilities", "classes");
    }
    assertThat(client.infer(INFER, files("", jpeg)).json().has("id")).isFalse();
  }

  private void requestedOutputs() throws Exception {
    String outputs = "\"outputs\": [{\"name\": \"classes\"}, {\"name\": \"label\"}], ";
    var answer = client.infer(INFER, files(outputs, jpeg));
    assertConforms("inference_response", answer.json());
    assertThat(names(answer)).containsExactly("classes", "label");
  }

  private void binaryTensorData() throws Exception {
    byte[] data = elements(jpeg, jpeg, jpeg);
    String request = binary("", "image", "BYTES", "[3]", data.length);
    var inJson = client.infer(INFER, request, data);
    assertAnswered(inJson, 3);
    assertThat(inJson.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");

    String wanted = "\"parameters\": {\"binary_data_output\": true}, ";
    request = binary(wanted, "image", "BYTES", "[3]", data.length);
    var answer = client.infer(INFER, request, data);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/octet-stream");
    assertConforms("inference_response", answer.json());
    var binary = answer.binary();
    for (JsonNode label : inJson.output("label").path("data")) {
      assertThat(text(binary)).isEqualTo(label.asText());
    }
    for (JsonNode probability : inJson.output("probabilities").path("data")) {
      assertThat((double) binary.getFloat()).isCloseTo(probability.asDouble(), within(1e-4));
    }
    for (JsonNode name : inJson.output("classes").path("data")) {
      assertThat(text(binary)).isEqualTo(name.asText());
    }
    assertThat(binary.hasRemaining()).isFalse();
  }

  private static String text(ByteBuffer binary) {
    byte[] element = new byte[binary.getInt()];
    binary.get(element);
    return new String(element, StandardCharsets.UTF_8);
  }

  private void preprocessedTensors() throws Exception {
    byte[] data = floats(pixels);
    String shape = "[1, 3, 235, 235]";
    assertAnswered(client.infer(INFER, binary("", "pixels", "FP32", shape, data.length), data), 1);
    var numbers = new StringBuilder();
    for (int i = 0; i < pixels.remaining(); i++) {
      numbers.append(i == 0 ? "" : ",").append(pixels.get(i));
    }
    String inJson =
        "{\"inputs\": [{\"name\": \"pixels\", \"datatype\": \"FP32\", \"shape\": %s, \"data\": [%s]}]}"
            .formatted(shape, numbers);
    assertAnswered(client.infer(INFER, inJson), 1);
  }

  private void errorObjects() throws Exception {
    assertError(client.get("/v2/models/none"), 404, "\"none\"");
    assertError(client.get(MODEL + "/versions/7"), 404, "loaded versions: [1]");
    assertError(client.get(MODEL + "/versions/x/ready"), 404, "loaded versions: [1]");
    assertError(client.infer(MODEL + "/versions/7/infer", files("", jpeg)), 404, "[1]");
    assertError(client.infer(INFER, "{"), 400, "not JSON");
    byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
    assertError(client.infer(INFER, files("", jpeg, text)), 400, "image 1: not_an_image");
    byte[] nan = floats(FloatBuffer.allocate(pixels.remaining()).put(5, Float.NaN));
    String request = binary("", "pixels", "FP32", "[1, 3, 235, 235]", nan.length);
    assertError(client.infer(INFER, request, nan), 400, "value 5 is NaN");
    request = binary("", "pixels", "FP32", "[4, 3, 100, 100]", 4 * 3 * 100 * 100 * 4);
    assertError(client.infer(INFER, request, new byte[480_000]), 400, "[n, 3, 235, 235]");
  }

  /** Errors of requests that no endpoint handles. */
  private void errorObjectsOfTheFramework() throws Exception {
    assertError(client.get("/v2/nothing"), 404, "No resource has this path");
    assertError(client.get("/v2/models/clothing/nothing"), 404, "No resource has this path");
    Answer otherMethod =
        client.send(HttpRequest.newBuilder(client.uri("/v2/models/clothing")).DELETE().build());
    assertError(otherMethod, 405, "GET, HEAD, OPTIONS");
    assertThat(otherMethod.response().headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    assertError(client.get("/v2/models/clothing/infer"), 405, "OPTIONS, POST");
    assertError(
        client.send(
            HttpRequest.newBuilder(client.uri("/v2")).header("Accept", "text/html").build()),
        406,
        "media types");
  }

  private void limits() throws Exception {
    var empty = new byte[65][0];
    byte[] data = elements(empty);
    String request = binary("", "image", "BYTES", "[65]", data.length);
    assertError(client.infer(INFER, request, data), 413, "may contain at most 64 images");

    var body = HttpRequest.BodyPublishers.ofString(files("", jpeg));
    var zipped =
        HttpRequest.newBuilder(client.uri(INFER)).header("Content-Encoding", "gzip").POST(body);
    assertError(client.send(zipped.build()), 415, "compressed");
    byte[] bytes = files("", jpeg).getBytes(StandardCharsets.UTF_8);
    var chunked = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    var unknown = HttpRequest.newBuilder(client.uri(INFER)).POST(chunked);
    assertError(client.send(unknown.build()), 411, "Content-Length");
  }

  private static void assertError(Answer answer, int status, String message) {
    assertThat(answer.error()).contains(message);
    assertThat(answer.status()).isEqualTo(status);
  }

  /** Asserts that each row equals the result from Kafka, since all images are the same. */
  private void assertAnswered(Answer answer, int images) {
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    assertConforms("inference_response", answer.json());
    assertThat(answer.json().path("model_name").asText()).isEqualTo("clothing");
    assertThat(answer.json().path("model_version").asText()).isEqualTo("1");
    assertThat(answer.output("probabilities").path("shape").toString())
        .isEqualTo("[" + images + "," + CLASSES + "]");
    var classes = answer.output("classes").path("data");
    var rows = answer.output("probabilities").path("data");
    assertThat(rows).hasSize(images * CLASSES);
    for (int i = 0; i < rows.size(); i++) {
      double probability = expected.get(classes.get(i % CLASSES).asText());
      assertThat(rows.get(i).asDouble()).isCloseTo(probability, within(1e-4));
    }
    String best =
        expected.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    assertThat(answer.output("label").path("data"))
        .hasSize(images)
        .allMatch(label -> label.asText().equals(best));
  }

  private static List<String> names(Answer answer) {
    var names = new ArrayList<String>();
    answer.json().path("outputs").forEach(output -> names.add(output.path("name").asText()));
    return names;
  }
}
