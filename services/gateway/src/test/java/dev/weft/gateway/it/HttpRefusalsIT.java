package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.gateway.http.request.BodyLimit;
import dev.weft.gateway.it.GatewayClient.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are refused with the status that HTTP requires, and with a problem document. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class HttpRefusalsIT {

  private static final Pattern CLASS = Pattern.compile("\\b(dev\\.weft|java|com|io|org)\\.[a-z]");

  @TestHTTPResource URI base;

  private GatewayClient gateway;

  @BeforeEach
  void setUp() {
    gateway = new GatewayClient(base);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /v1/images             | GET, HEAD, OPTIONS, POST",
        "PATCH  | /v1/images/a           | DELETE, GET, HEAD, OPTIONS",
        "GET    | /v1/images/a/label     | DELETE, OPTIONS, POST",
        "HEAD   | /v1/images/a/label     | DELETE, OPTIONS, POST",
        "DELETE | /v1/rollouts/clothing  | GET, HEAD, OPTIONS, PUT",
        "GET    | /v1/rollouts/a/promote | OPTIONS, POST",
        "TRACE  | /v1/system             | GET, HEAD, OPTIONS"
      })
  void aMethodThatIsNotThereIsToldThoseThatAre(String method, String path, String allowed) {
    Answer answer = gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    if (!method.equals("HEAD")) {
      assertProblem(answer, 405);
      assertThat(answer.json().path("detail").asText()).contains(allowed, method);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/images         | GET, HEAD, OPTIONS, POST",
        "/v1/images/a/label | DELETE, OPTIONS, POST",
        "/v1/labels/queue   | GET, HEAD, OPTIONS"
      })
  void optionsListsTheMethodsThatAreAnswered(String path, String allowed) {
    Answer answer = gateway.send(gateway.request(path).method("OPTIONS", BodyPublishers.noBody()));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Allow")).isEqualTo(allowed);
    for (String method : allowed.split(", ")) {
      var request = gateway.request(path).method(method, BodyPublishers.noBody());
      assertThat(gateway.send(request).status()).as(method).isNotEqualTo(405);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1", "/v1/nothing", "/v1/images/a/b", "/v1/images;a=b"})
  void whatIsNotThereIsAProblemWhateverTheMethod(String path) {
    for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
      assertProblem(
          gateway.send(gateway.request(path).method(method, BodyPublishers.noBody())), 404);
    }
  }

  @Test
  void anActionThatDoesNotExistIsNotThere() {
    assertProblem(gateway.post("/v1/rollouts/a/fly", "{}"), 404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /v1/trainings               | {\"recipe\": 5}",
        "POST | /v1/trainings               | {\"recipe\": \"\"}",
        "POST | /v1/trainings               | {\"recipe\": [1]}",
        "POST | /v1/trainings               | {\"recipe\": {\"head\": \"x\"}}",
        "POST | /v1/trainings               | {\"recipe\": {\"seed\": 1e99}}",
        "POST | /v1/trainings               | {\"recipe\": {\"seed\": {}}}",
        "POST | /v1/trainings               | {\"parent\": 99999999999}",
        "POST | /v1/trainings               | {\"dropClasses\": \"hat\"}",
        "POST | /v1/trainings               | {\"dropClasses\": [{}]}",
        "POST | /v1/trainings               | {\"dropClasses\": [null]}",
        "POST | /v1/trainings               | [\"{}\"]",
        "POST | /v1/trainings               | {\"recipe\": {\"fineTune\": {\"from\": \"b\"}}}",
        "POST | /v1/models                  | {\"name\": null}",
        "POST | /v1/models                  | {\"name\": {}}",
        "POST | /v1/models                  | true",
        "POST | /v1/images/a/label          | {\"label\": [\"hat\"]}",
        "POST | /v1/images/a/label          | {\"label\": null}",
        "POST | /v1/images/a/label          | \"hat\"",
        "POST | /v1/images/a/label          | {\"label\": \"hat\", \"source\": {}}",
        "POST | /v1/rollouts/clothing/pin   | {\"version\": \"x\"}",
        "POST | /v1/rollouts/clothing/pin   | {\"version\": 1.5}",
        "PUT  | /v1/rollouts/clothing       | {\"steps\": [7]}",
        "PUT  | /v1/rollouts/clothing       | {\"steps\": [null]}",
        "PUT  | /v1/rollouts/clothing       | {\"analysis\": {\"conditions\": [null]}}",
        "PUT  | /v1/rollouts/clothing       | {\"steps\": [{\"pause\": \"\"}]}",
        "PUT  | /v1/rollouts/clothing       | {\"analysis\": {\"conditions\": [{}]}}",
        "PUT  | /v1/rollouts/clothing       | {\"strategy\": {}}",
        "PUT  | /v1/rollouts/clothing       | {\"drift\": \"\"}",
        "PUT  | /v1/rollouts/clothing/aliases/best | {\"version\": []}"
      })
  void aBodyThatCannotBeMeantIsAProblemInTheWordsOfTheInterface(
      String method, String path, String body) {
    Answer answer =
        gateway.send(
            gateway
                .request(path, "Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));

    assertProblem(answer, 400);
    assertThat(answer.json().path("detail").asText()).doesNotContainPattern(CLASS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v1/trainings",
        "POST | /v1/models",
        "POST | /v1/models/clothing/uncertainty/preview",
        "POST | /v1/datasets",
        "POST | /v1/images/a/label",
        "PUT  | /v1/rollouts/clothing",
        "POST | /v1/rollouts/clothing/pin",
        "PUT  | /v1/rollouts/clothing/aliases/best",
        "POST | /internal/images/known"
      })
  void aBodyThatIsLargerThanAnyValidOneIsNotReadWhetherItsLengthIsAnnouncedOrNot(
      String method, String path) {
    byte[] large = new byte[BodyLimit.MAX_BYTES + 1];
    Arrays.fill(large, (byte) ' ');

    for (BodyPublisher body :
        List.of(
            BodyPublishers.ofByteArray(large),
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
      Answer answer =
          gateway.send(
              gateway.request(path, "Content-Type", "application/json").method(method, body));

      assertProblem(answer, 413);
      assertThat(answer.json().path("type").asText()).endsWith("/body-too-large");
      assertThat(answer.json().path("detail").asText()).contains("4194304");
    }
  }

  @Test
  void aBodyAtTheLimitIsRead() {
    String body = "{\"parent\": \"x\"}";
    String padded = body + " ".repeat(BodyLimit.MAX_BYTES - body.length());

    Answer answer = gateway.post("/v1/trainings", padded);

    assertProblem(answer, 400);
    assertThat(answer.json().path("detail").asText()).startsWith("parent");
  }

  @Test
  void anAnnouncedBodyThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket
          .getOutputStream()
          .write(
              ("POST /v1/trainings HTTP/1.1\r\nHost: localhost:%d\r\nContent-Length: %d\r\n\r\n"
                      .formatted(base.getPort(), 1 << 30))
                  .getBytes(StandardCharsets.US_ASCII));

      byte[] start = socket.getInputStream().readNBytes(12);

      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Content-Type: nonsense",
        "Content-Type: application/json; charset=nonsense",
        "Content-Type: /",
        "Content-Type: application/",
        "Accept: nonsense",
        "Accept: application/json;q=x"
      })
  void headersThatMakeNoSenseAreAProblemOrDoNotMatter(String header) throws IOException {
    String answer = raw("POST /v1/trainings", header, "{\"recipe\": 5}");

    assertRawProblem(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/jpeg; name=\"m\u00fcnchen.jpg\"", "image/jp\u00f6g"})
  void aContentTypeThatTheStoreWouldRefuseDoesNotPreventAnUpload(String type) throws IOException {
    assertThat(raw("POST /v1/images", "Content-Type: " + type, "bytes")).startsWith("HTTP/1.1 202");
  }

  private static void assertProblem(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isNotEmpty();
  }

  private static void assertRawProblem(String answer) {
    String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
    String body = answer.substring(head.length() + 4);
    assertThat(head).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(head.toLowerCase()).contains("content-type: application/problem+json");
    assertThat(body).startsWith("{").contains("\"status\":4", "\"detail\":");
    assertThat(body).doesNotContainPattern(CLASS);
  }

  /** Sends a request that Java's HTTP client refuses to send. */
  private String raw(String line, String header, String body) throws IOException {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(30_000);
      String request =
          "%s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
              .formatted(line, base.getPort(), body.length(), header, body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
