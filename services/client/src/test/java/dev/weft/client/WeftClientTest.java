package dev.weft.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.client.image.Image;
import dev.weft.client.image.ImageQuery;
import dev.weft.client.image.ImageState;
import dev.weft.client.image.LabelSource;
import dev.weft.client.label.LabelRequest;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutOrder;
import dev.weft.client.training.TrainingRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeftClientTest {
  private static final byte[] HAT = "hat".getBytes(StandardCharsets.UTF_8);
  private static final String UPLOADED =
      """
      {"id":"one","state":"uploaded","tags":{},"predictions":[],"new":"of a later release"}\
      """;
  private static final String BUSY = "{\"title\":\"busy\",\"status\":503}";

  private FakeServer server;
  private WeftClient client;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
    client = server.client();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private WeftException refused(Runnable call) {
    return catchThrowableOfType(WeftException.class, call::run);
  }

  @Test
  void anUploadSaysItsIdItsTagsAndWhatItIsFor() {
    server.says(202, UPLOADED);

    Image image =
        client
            .images()
            .upload(
                Upload.of(HAT)
                    .id("one")
                    .tags(Map.of("where", "a shop", "by", "ann"))
                    .model("shoes")
                    .forTraining(true)
                    .waitFor(Duration.ofSeconds(10)));

    assertThat(image.state()).isEqualTo(ImageState.UPLOADED);
    assertThat(server.last().line())
        .isEqualTo("POST /v1/images?model=shoes&purpose=training&wait=PT10S");
    assertThat(server.last().header("Idempotency-key")).isEqualTo("one");
    assertThat(server.last().header("Weft-tags")).isEqualTo("by=ann,where=a%20shop");
    assertThat(server.last().body()).isEqualTo("hat");
  }

  @Test
  void aBusyServerIsAskedAgainWithTheSameKeyAndBytes(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("1.jpg"), HAT);
    for (Upload upload :
        List.of(Upload.of(HAT), Upload.of(file), Upload.of(() -> new ByteArrayInputStream(HAT)))) {
      try (FakeServer busy = new FakeServer()) {
        busy.says(503, Map.of("Retry-After", "0"), BUSY).says(502, "<html>").says(202, UPLOADED);

        busy.client().images().upload(upload);

        assertThat(busy.asked)
            .hasSize(3)
            .allMatch(asked -> asked.header("Idempotency-key").equals(upload.id()))
            .allMatch(asked -> asked.body().equals("hat"));
      }
    }
  }

  @Test
  void aServerThatStaysBusyRefusesInTheEnd() {
    server.says(503, BUSY);

    WeftException refused = refused(() -> client.images().upload(Upload.of(HAT)));

    assertThat(refused.kind()).isEqualTo(WeftException.Kind.REFUSED);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.problem().orElseThrow().text()).isEqualTo("busy");
    assertThat(refused.whatToDo()).isNotEmpty();
  }

  @Test
  void whatIsRefusedIsRefusedAtOnceWithTheServersReason() {
    server.says(
        409,
        """
        {"type":"https://weft.dev/problems/id-taken","title":"The id is in use by another image",
        "status":409,"detail":"other bytes","instance":"/v1/images"}\
        """);

    WeftException refused = refused(() -> client.images().upload(Upload.of(HAT)));

    assertThat(server.asked).hasSize(1);
    assertThat(refused.problem())
        .contains(
            new Problem(
                "https://weft.dev/problems/id-taken",
                "The id is in use by another image",
                409,
                "other bytes",
                "/v1/images"));
    assertThat(refused).hasMessageContaining("HTTP 409: other bytes");
    assertThat(refused.isAboutTheImage()).isTrue();
  }

  @Test
  void aModelThatIsBrokenIsNoBusyProxy() {
    server.says(502, Map.of("Content-Type", "application/problem+json"), "{\"title\":\"broken\"}");

    assertThat(refused(() -> client.models().list()).status()).isEqualTo(502);
    assertThat(server.asked).hasSize(1);
  }

  @Test
  void aFileThatIsGoneIsUnreadable() {
    WeftException gone = refused(() -> client.images().upload(Upload.of(Path.of("no-such.jpg"))));

    assertThat(gone.kind()).isEqualTo(WeftException.Kind.UNREADABLE);
    assertThat(server.asked).isEmpty();
  }

  @Test
  void aServerThatIsGoneIsUnreachableOnceTheTimeIsOver() {
    WeftClient nobody = server.builder().address(URI.create("http://127.0.0.1:1")).build();

    WeftException gone = refused(() -> nobody.images().upload(Upload.of(HAT)));

    assertThat(gone.kind()).isEqualTo(WeftException.Kind.UNREACHABLE);
    assertThat(gone).hasMessageContaining("http://127.0.0.1:1");
  }

  @Test
  void whatIsNoWeftIsCalledThat() {
    server.says(200, "<html>");

    assertThat(refused(() -> client.models().list()).kind()).isEqualTo(WeftException.Kind.NOT_WEFT);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    server.says(404, "{\"title\":\"no image\",\"status\":404}");

    assertThat(client.images().find("nobody")).isEmpty();
    assertThat(client.predictions().find("nobody")).isEmpty();
    assertThat(client.trainings().find("nobody")).isEmpty();
    assertThat(client.models().version("shoes", "champion")).isEmpty();
    assertThat(server.last().line()).isEqualTo("GET /v1/models/shoes/versions/champion");
  }

  @Test
  void theKeyIsSentAndNothingInItsPlaceWithoutOne() {
    server.says(200, "{\"models\":[]}");

    client.models().list();
    assertThat(server.last().header("Authorization")).isNull();

    server.builder().apiKey("weft_secret").build().models().list();
    assertThat(server.last().header("Authorization")).isEqualTo("Bearer weft_secret");
  }

  @Test
  void aNameWithAnythingInItStaysOneSegment() {
    server.says(404, "");

    client.images().find("a/b?c d");

    assertThat(server.last().line()).isEqualTo("GET /v1/images/a%2Fb%3Fc%20d");
  }

  @Test
  void anAddressMayHaveAPathOfItsOwn() {
    server.says(200, "{\"models\":[]}");

    server.builder().address(URI.create(server.url() + "/weft")).build().models().list();

    assertThat(server.last().line()).isEqualTo("GET /weft/v1/models");
  }

  @Test
  void allImagesComePageByPage() {
    server
        .says(200, "{\"images\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"next\":\"2\"}")
        .says(200, "{\"images\":[],\"next\":\"3\"}")
        .says(200, "{\"images\":[{\"id\":\"c\"}],\"next\":null}");

    List<String> ids = new ArrayList<>();
    client.images().all(ImageQuery.ALL.labeled("hat")).forEachRemaining(it -> ids.add(it.id()));

    assertThat(ids).containsExactly("a", "b", "c");
    assertThat(server.asked)
        .extracting(FakeServer.Asked::line)
        .containsExactly(
            "GET /v1/images?labeled=hat&limit=200",
            "GET /v1/images?cursor=2&labeled=hat&limit=200",
            "GET /v1/images?cursor=3&labeled=hat&limit=200");
  }

  @Test
  void aDownloadWhoseConnectionBreaksIsAskedForAgainAFewTimes(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("1.jpg");
    server.says(200, Map.of("Content-Type", "image/jpeg"), "the whole image");
    server.broken.set(4);

    assertThat(client.images().download("one", file)).isEqualTo("image/jpeg");

    assertThat(file).hasContent("the whole image");
    server.broken.set(Integer.MAX_VALUE);
    assertThatThrownBy(() -> client.images().download("one", file))
        .isInstanceOfSatisfying(
            WeftException.class,
            e -> assertThat(e.kind()).isEqualTo(WeftException.Kind.UNREACHABLE));
    server.broken.set(0);
    assertThatThrownBy(() -> client.images().download("one", folder))
        .isInstanceOf(IOException.class);
  }

  @Test
  void whatIsNotSaidIsNotSent() {
    server.says(200, UPLOADED).says(202, "{\"id\":\"t\",\"state\":\"queued\"}");

    client.images().label("one", new LabelRequest("hat", null, LabelSource.LABEL_STUDIO));
    assertThat(server.last().body()).isEqualTo("{\"label\":\"hat\",\"source\":\"label-studio\"}");

    client.trainings().request(TrainingRequest.of(null), null);
    assertThat(server.last().body()).isEqualTo("{}");
    assertThat(server.last().header("Idempotency-key")).isNotBlank();
  }

  @Test
  void anOrderRestsOnARevisionAndIsAnsweredLaterOrRefused() {
    server
        .says(202, "{\"orderId\":\"o\",\"detail\":\"Nobody has answered.\"}")
        .says(412, Map.of("ETag", "\"7\""), "{\"detail\":\"Another order came first.\"}");

    WeftException late =
        refused(
            () ->
                client
                    .rollouts()
                    .order(
                        "shoes",
                        RolloutAction.PROMOTE,
                        new RolloutOrder(null, "better", null),
                        new OrderTerms(3, "o")));
    assertThat(late.kind()).isEqualTo(WeftException.Kind.UNANSWERED);
    assertThat(late).hasMessage("Nobody has answered.");
    assertThat(server.last().line()).isEqualTo("POST /v1/rollouts/shoes/promote");
    assertThat(server.last().header("If-match")).isEqualTo("\"3\"");
    assertThat(server.last().header("Idempotency-key")).isEqualTo("o");

    WeftException stale =
        refused(
            () ->
                client
                    .rollouts()
                    .order(
                        "shoes",
                        RolloutAction.PAUSE,
                        new RolloutOrder(null, null, null),
                        OrderTerms.ANY));
    assertThat(stale.revision()).hasValue(7);
  }

  @Test
  void aValueOfALaterReleaseIsUnknownAndWhatIsMissingIsEmpty() {
    server.says(200, "{\"id\":\"one\",\"state\":\"dreaming\",\"size\":null}");

    Image image = client.images().find("one").orElseThrow();

    assertThat(image.state()).isEqualTo(ImageState.UNKNOWN);
    assertThat(image.predictions()).isEmpty();
    assertThat(image.tags()).isEmpty();
    assertThat(image.size()).isNull();
  }

  @Test
  void anAddressThatIsNoneIsSaidAtOnce() {
    assertThatThrownBy(() -> WeftClient.builder().address("weft.example.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http or https URL", "weft.example.com");
  }

  @Test
  void aProblemWithoutADocumentStillSaysItsStatus() {
    assertThat(Problem.of(500, "")).hasToString("HTTP 500: no details");
    assertThat(Problem.of(502, "<html>")).hasToString("HTTP 502: no details");
    assertThat(Problem.of(400, "{broken")).hasToString("HTTP 400: {broken");
  }
}
