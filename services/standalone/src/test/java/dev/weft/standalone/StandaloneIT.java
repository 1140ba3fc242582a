package dev.weft.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.testsupport.garments.Garments;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, started as people start it. */
@Timeout(300)
class StandaloneIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path data;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void anImageIsClassifiedAndStillThereAfterStopsOfBothKinds() throws Exception {
    String id;
    String httpPort;
    try (var weft = App.start(data)) {
      JsonNode ready = weft.awaitReady();
      assertThat(ready.path("model").asText()).isEqualTo("clothing:1");
      JsonNode image = post(ready, Garments.seeded(1).draw(0).jpeg());
      assertThat(image.path("state").asText()).isEqualTo("classified");
      id = image.path("id").asText();
      httpPort = Integer.toString(URI.create(ready.path("http").asText()).getPort());

      assertTold(data, "data directory", "--http-port", "0");
      assertTold(data.resolveSibling(data.getFileName() + "2"), httpPort, "--http-port", httpPort);
      weft.kill();
    }
    try (var weft = App.start(data)) {
      JsonNode ready = weft.awaitReady();
      assertThat(ready.path("model").asText()).isEqualTo("clothing:1");
      assertThat(get(ready, id).path("state").asText()).isEqualTo("classified");
      assertThat(weft.stop()).isEqualTo(143);
    }
    assertThat(data.resolve("kafka/.kafka_cleanshutdown")).exists();
    assertThat(data.resolve("models")).isDirectoryNotContaining("glob:**.starter*");
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
            .timeout(PATIENCE.multipliedBy(2))
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofByteArray(jpeg))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private JsonNode get(JsonNode ready, String id) throws Exception {
    URI uri = URI.create(ready.path("http").asText() + "/v1/images/" + id);
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(List.of(200)).as(response.body()).contains(response.statusCode());
    return JSON.readTree(response.body());
  }
}
