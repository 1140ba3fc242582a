package dev.weft.standalone;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.standalone.docs.OpenApiPage;
import dev.weft.testsupport.garments.Garments;
import dev.weft.testsupport.inputs.Exif;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, started as users start it. */
@Timeout(900)
class StandaloneIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void anImageIsClassifiedAndStillThereAfterStopsOfBothKinds() throws Exception {
    String id;
    String httpPort;
    try (var weft = App.start(data)) {
      JsonNode ready = weft.awaitReady();
      assertThat(ready.path("model").asText()).isEqualTo("clothing:1");
      assertNoClientIsSurprised(weft);
      byte[] jpeg = Garments.seeded(1).draw(0).jpeg();
      JsonNode image = post(ready, jpeg);
      assertThat(image.path("state").asText()).isEqualTo("classified");
      assertSameOverHttpKafkaAndInferenceProtocol(ready, image, jpeg);
      String served = OpenApiPage.served(ready.path("http").asText());
      assertThat(OpenApiPage.written())
          .as("run this test with -Dweft.docs.write=true and commit schemas/openapi.yaml")
          .isEqualTo(served);
      assertOtherSitesAreKeptOut(URI.create(ready.path("http").asText()));
      id = image.path("id").asText();
      httpPort = Integer.toString(URI.create(ready.path("http").asText()).getPort());

      assertTold(data, "data directory", "--http-port", "0");
      assertTold(data.resolveSibling(data.getFileName() + "2"), httpPort, "--http-port", httpPort);
      weft.kill();
    }
    try (var weft = App.start(data)) {
      JsonNode ready = weft.awaitReady();
      assertThat(ready.path("model").asText()).isEqualTo("clothing:1");
      assertNoClientIsSurprised(weft);
      JsonNode image = get(ready, id);
      assertThat(image.path("state").asText()).isEqualTo("classified");
      assertExplained(ready, image);
      assertExplainedUpright(ready, image);
      assertThat(weft.stop()).isEqualTo(143);
    }
    assertThat(data.resolve("kafka/.kafka_cleanshutdown")).exists();
    assertThat(data.resolve("models")).isDirectoryNotContaining("glob:**.starter*");
    Path store = Files.move(data.resolve("s3"), data.resolve("elsewhere"));
    assertALostStoreIsLeftAlone("bucket weft");
    Files.createDirectories(data.resolve("s3/weft"));
    assertALostStoreIsLeftAlone("version of a model in bucket weft");
    assertThat(data.resolve("s3/weft/models")).doesNotExist();
    assertThat(store.resolve("weft/models")).exists();
  }

  private void assertALostStoreIsLeftAlone(String missing) throws Exception {
    try (var weft = App.start(data)) {
      assertThat(weft.awaitExit()).isEqualTo(1);
      assertThat(weft.output())
          .filteredOn(line -> line.startsWith("weft: the store at "))
          .singleElement()
          .asString()
          .contains("has no " + missing, "weft.standalone.new-store=true");
    }
  }

  /**
   * Requires that no Kafka client received offsets for partitions that are no longer assigned to
   * it.
   */
  private static void assertNoClientIsSurprised(App weft) throws Exception {
    assertThat(weft.output()).filteredOn(line -> line.contains("no longer assigned")).isEmpty();
  }

  /**
   * Requests need no API key here, and a browser on the same machine may show pages of any site.
   */
  private static void assertOtherSitesAreKeptOut(URI server) throws Exception {
    String own = "localhost:" + server.getPort();
    String rebound = "rebound.example:" + server.getPort();
    String form = "Content-Type: multipart/form-data; boundary=x";

    assertThat(raw(server, "GET /v1/models", own)).startsWith("HTTP/1.1 200");
    assertThat(raw(server, "GET /v1/models", rebound, "Sec-Fetch-Site: same-origin"))
        .startsWith("HTTP/1.1 421")
        .contains("application/problem+json", "weft.access.allowed-hosts", rebound);
    assertThat(raw(server, "POST /v1/images", rebound, form, "Origin: http://" + rebound))
        .startsWith("HTTP/1.1 421");
    assertThat(raw(server, "POST /v1/images", own, form, "Origin: https://elsewhere.example"))
        .startsWith("HTTP/1.1 403")
        .contains("other-origin");
    assertThat(raw(server, "POST /v1/images", own, form, "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw(server, "POST /v1/images", own, form, "Origin: null"))
        .startsWith("HTTP/1.1 403");
  }

  /** Sends a request with headers that Java's HTTP client refuses to send. */
  private static String raw(URI server, String line, String host, String... headers)
      throws Exception {
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      String request =
          "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: 0\r\n%s\r\n\r\n"
              .formatted(line, host, String.join("\r\n", headers));
      socket
          .getOutputStream()
          .write(request.replace("\r\n\r\n\r\n", "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void assertSameOverHttpKafkaAndInferenceProtocol(
      JsonNode ready, JsonNode image, byte[] jpeg) throws Exception {
    JsonNode overHttp = image.path("predictions").path(0).path("labels");
    JsonNode overKafka =
        classified(ready.path("kafka").asText(), image.path("id").asText()).path("predictions");
    JsonNode outputs = infer(ready, jpeg).path("outputs");
    JsonNode probabilities = outputs.path(1).path("data");
    JsonNode classes = outputs.path(2).path("data");

    assertThat(overKafka).hasSize(10).isEqualTo(overHttp);
    assertThat(outputs.path(0).path("data").path(0)).isEqualTo(overKafka.path(0).path("label"));
    Map<String, Double> overInference = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      overInference.put(classes.path(i).asText(), probabilities.path(i).asDouble());
    }
    assertThat(overInference).hasSize(10);
    overKafka.forEach(
        prediction ->
            assertThat(overInference.get(prediction.path("label").asText()))
                .isCloseTo(prediction.path("probability").asDouble(), within(1e-4)));
  }

  private JsonNode infer(JsonNode ready, byte[] jpeg) throws Exception {
    String body =
        """
        {"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1], "data": ["%s"]}]}\
        """
            .formatted(Base64.getEncoder().encodeToString(jpeg));
    var request =
        HttpRequest.newBuilder(
                URI.create(ready.path("http").asText() + "/v2/models/clothing/infer"))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** Reads the image's result as a {@code read_committed} consumer. */
  private static JsonNode classified(String brokers, String id) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", brokers,
            "group.id", "standalone-it",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("weft.images.classified"));
      long end = System.nanoTime() + TIMEOUT.toNanos();
      while (System.nanoTime() < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (record.key().equals(id)) {
            return JSON.readTree(record.value());
          }
        }
      }
    }
    throw new AssertionError("no prediction of " + id);
  }

  /**
   * Requires an explanation by the real model: it has the same label, and its picture can be
   * cached.
   */
  private void assertExplained(JsonNode ready, JsonNode image) throws Exception {
    String path = "/v1/images/" + image.path("id").asText() + "/explanation";
    JsonNode best = image.path("predictions").path(0).path("labels").path(0);

    var numbers = explain(ready, path, "Accept", "application/json");
    var picture = explain(ready, path + "?version=1", "Accept", "image/*");
    String tag = picture.headers().firstValue("ETag").orElseThrow();
    var again = explain(ready, path + "?version=1", "Accept", "image/*", "If-None-Match", tag);

    JsonNode json = JSON.readTree(numbers.body());
    assertThat(json.path("label")).isEqualTo(best.path("label"));
    assertThat(json.path("probability").asDouble())
        .isCloseTo(best.path("probability").asDouble(), within(1e-3));
    assertThat(json.path("map")).hasSize(10);
    assertThat(picture.headers().firstValue("Cache-Control").orElseThrow())
        .contains("max-age=31536000", "immutable");
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getHeight())
        .isGreaterThan(640);
    assertThat(again.statusCode()).isEqualTo(304);
  }

  /** Requires that a picture with an Exif orientation is explained as users see it. */
  private void assertExplainedUpright(JsonNode ready, JsonNode upright) throws Exception {
    JsonNode image = post(ready, Exif.onItsSide(Garments.seeded(1).draw(0).jpeg()));
    String label =
        upright.path("predictions").path(0).path("labels").path(0).path("label").asText();
    List<double[]> shares = new ArrayList<>();
    List<BufferedImage> pictures = new ArrayList<>();
    for (JsonNode each : List.of(upright, image)) {
      String path = "/v1/images/%s/explanation?label=".formatted(each.path("id").asText()) + label;
      JsonNode rows =
          JSON.readTree(explain(ready, path, "Accept", "application/json").body()).path("shares");
      shares.add(
          StreamSupport.stream(rows.spliterator(), false)
              .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
              .mapToDouble(JsonNode::asDouble)
              .toArray());
      byte[] picture = explain(ready, path, "Accept", "image/*").body();
      pictures.add(ImageIO.read(new ByteArrayInputStream(picture)));
    }
    double apart = 0;
    for (int i = 0; i < shares.get(0).length; i++) {
      apart += Math.abs(shares.get(0)[i] - shares.get(1)[i]) / 2;
    }
    assertThat(apart).as("share of the map that lies elsewhere").isLessThan(0.2);
    assertThat(pictures.get(1).getWidth()).isEqualTo(pictures.get(0).getWidth());
    assertThat(pictures.get(1).getHeight()).isEqualTo(pictures.get(0).getHeight());
  }

  private HttpResponse<byte[]> explain(JsonNode ready, String path, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(ready.path("http").asText() + path))
            .timeout(TIMEOUT)
            .headers(headers)
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(List.of(200, 304))
        .as(new String(response.body(), StandardCharsets.UTF_8))
        .contains(response.statusCode());
    return response;
  }

  private static void assertTold(Path data, String what, String... options) throws Exception {
    try (var second = App.start(data, options)) {
      assertThat(second.awaitExit()).isEqualTo(3);
      assertThat(second.output()).filteredOn(line -> line.startsWith("weft: ")).hasSize(1);
      assertThat(String.join("\n", second.output())).contains(what);
    }
  }

  private JsonNode post(JsonNode ready, byte[] jpeg) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(ready.path("http").asText() + "/v1/images?wait=60s"))
            .timeout(TIMEOUT.multipliedBy(2))
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(jpeg))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private JsonNode get(JsonNode ready, String id) throws Exception {
    URI uri = URI.create(ready.path("http").asText() + "/v1/images/" + id);
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(List.of(200)).as(response.body()).contains(response.statusCode());
    return JSON.readTree(response.body());
  }
}
