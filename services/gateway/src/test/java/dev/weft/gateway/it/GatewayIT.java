package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.object.ObjectImageId;
import dev.weft.events.object.UploadKey;
import dev.weft.gateway.http.request.BodyLimit;
import dev.weft.gateway.it.Backends.StoreSwitch;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class GatewayIT {

  @TestHTTPResource URI base;
  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  StoreSwitch storeSwitch;

  private GatewayClient gateway;
  private Classifier classifier;

  @BeforeEach
  void setUp() {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollInterval(java.time.Duration.ofMillis(50));
    gateway = new GatewayClient(base);
    classifier = new Classifier(bootstrapServers, codec);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @AfterEach
  void tearDown() {
    classifier.close();
  }

  @Test
  void aRawImageIsTakenInAndSeenAtOnce() {
    byte[] picture = GatewayClient.picture();

    Answer answer =
        gateway.upload(
            "",
            picture,
            "Content-Type",
            "image/jpeg",
            "Weft-Tags",
            "camera=front,place=M%C3%BCnchen");

    assertThat(answer.status()).isEqualTo(202);
    String id = answer.json().path("id").asText();
    assertThat(answer.header("Location")).endsWith("/v1/images/" + id);
    Answer read = gateway.get("/v1/images/" + id);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.json().path("state").asText()).isEqualTo("uploaded");
    assertThat(read.json().path("size").asInt()).isEqualTo(picture.length);
    assertThat(read.json().path("tags").path("place").asText()).isEqualTo("München");
    assertThat(read.json()).isEqualTo(answer.json());
  }

  @Test
  void eachFileOfAFormHasItsOwnOutcome() {
    String key = unique();

    Answer answer =
        gateway.upload(
            "",
            GatewayClient.form(
                "xyz",
                GatewayClient.picture(),
                new byte[0],
                new byte[1_100_000],
                GatewayClient.picture()),
            "Content-Type",
            "multipart/form-data; boundary=xyz",
            "Idempotency-Key",
            key);

    assertThat(answer.status()).isEqualTo(202);
    JsonNode images = answer.json().path("images");
    assertThat(images).hasSize(4);
    assertThat(images.path(0).path("id").asText()).isEqualTo(key + ".0");
    assertThat(images.path(1).path("problem").path("status").asInt()).isEqualTo(400);
    assertThat(images.path(1).path("name").asText()).isEqualTo("1.jpg");
    assertThat(images.path(2).path("problem").path("status").asInt()).isEqualTo(413);
    assertThat(images.path(3).path("id").asText()).isEqualTo(key + ".3");
  }

  @Test
  void aFormMayBeLargerThanTheBodiesThatAreReadAsAWhole() {
    byte[] picture = Arrays.copyOf(GatewayClient.picture(), 1_000_000);
    byte[] form = GatewayClient.form("b", picture, picture, picture, picture, picture);
    assertThat(form).hasSizeGreaterThan(BodyLimit.MAX_BYTES);

    Answer answer = gateway.upload("", form, "Content-Type", "multipart/form-data; boundary=b");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("images")).hasSize(5);
  }

  @Test
  void aFormWithOneFileIsAnsweredLikeARawImage() {
    String key = unique();

    Answer answer =
        gateway.upload(
            "",
            GatewayClient.form("b", GatewayClient.picture()),
            "Content-Type",
            "multipart/form-data; boundary=\"b\"",
            "Idempotency-Key",
            key);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("id").asText()).isEqualTo(key);
    assertThat(answer.json().path("tags").path("file").asText()).isEqualTo("0.jpg");
  }

  @Test
  void aContentTypeWithParametersThatTheStoreRefusesDoesNotPreventAnUpload() {
    String type = "image/jpeg; name=\"m\u00fcnchen.jpg\"";
    byte[] form =
        new String(GatewayClient.form("b", GatewayClient.picture()), StandardCharsets.ISO_8859_1)
            .replace("image/jpeg", type)
            .getBytes(StandardCharsets.ISO_8859_1);

    Answer answer = gateway.upload("", form, "Content-Type", "multipart/form-data; boundary=b");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  @Test
  void theSameKeyAndBytesAgainAreOneImageAndOtherBytesAConflict() {
    String key = unique();
    byte[] picture = GatewayClient.picture();
    Answer first = gateway.upload("", picture, "Idempotency-Key", key);

    Answer again = gateway.upload("", picture, "Idempotency-Key", key, "Weft-Tags", "late=yes");
    Answer other = gateway.upload("", GatewayClient.picture(), "Idempotency-Key", key);

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertProblem(other, 409, "id-taken");
  }

  @Test
  void anEventThatNamesAFileOfAModelGivesNobodyItsContent() {
    String id = unique();
    String key = "models/clothing/1/manifest.json";
    store.put("weft", key, "{}".getBytes(StandardCharsets.UTF_8), "application/json");
    classifier.upload(id, key);
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images/" + id).status() == 200);

    assertProblem(gateway.get("/v1/images/" + id + "/content"), 404, "no-such-image");
    assertProblem(gateway.get("/v1/images/" + id + "/preview"), 404, "no-such-image");
    assertProblem(gateway.get("/v1/images/" + id + "/explanation"), 404, "no-such-image");
    assertProblem(
        gateway.post("/v1/images/" + id + "/label", "{\"label\": \"hat\"}"), 404, "no-such-image");
    store.delete("weft", key);
  }

  @Test
  void badRequestsAreProblems() {
    byte[] picture = GatewayClient.picture();
    assertProblem(gateway.upload("", new byte[0]), 400, "empty-image");
    assertProblem(gateway.upload("", new byte[1_100_000]), 413, "too-large");
    assertProblem(
        gateway.send(
            gateway
                .request("/v1/images")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(new byte[1_100_000])))),
        413,
        "too-large");
    assertProblem(gateway.upload("?wait=soon", picture), 400, "bad-parameter");
    assertProblem(gateway.upload("?wait=61s", picture), 400, "bad-parameter");
    assertProblem(gateway.upload("", picture, "Idempotency-Key", "a/b"), 400, "bad-parameter");
    assertProblem(gateway.upload("", picture, "Idempotency-Key", ""), 400, "bad-parameter");
    assertProblem(gateway.upload("", picture, "Weft-Deadline", "now"), 400, "bad-parameter");
    assertProblem(gateway.upload("", picture, "Weft-Tags", "novalue"), 400, "bad-parameter");
    assertProblem(
        gateway.upload("", picture, "Content-Type", "multipart/mixed; boundary=b"),
        415,
        "unsupported-type");
    assertProblem(
        gateway.upload("", picture, "Content-Type", "multipart/form-data; boundary=b"),
        400,
        "malformed-body");
    assertProblem(
        gateway.upload(
            "", GatewayClient.form("b"), "Content-Type", "multipart/form-data; boundary=b"),
        400,
        "no-files");
    assertProblem(gateway.get("/v1/images?limit=0"), 400, "bad-parameter");
    assertProblem(gateway.get("/v1/images?state=done"), 400, "bad-parameter");
    assertProblem(gateway.get("/v1/images?cursor=!"), 400, "bad-parameter");
    assertProblem(gateway.get("/v1/images/" + unique()), 404, "no-such-image");
    assertProblem(gateway.get("/v3/images"), 404, "not-found");
    assertThat(gateway.get("/v2/images").status()).isEqualTo(404);
    assertThat(gateway.get("/v2/images").json().path("error").isTextual()).isTrue();
    assertProblem(gateway.send(gateway.request("/v1/images").DELETE()), 405, "method-not-allowed");
    assertProblem(
        gateway.send(gateway.request("/v1/images/" + unique()).DELETE()), 404, "no-such-image");
    assertProblem(
        gateway.get("/v1/predictions/stream", "Last-Event-ID", "x"), 400, "bad-parameter");
  }

  @Test
  void aRequestThatWaitsGetsTheAnswer() {
    String key = unique();
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(
            () -> gateway.upload("?wait=20s", GatewayClient.picture(), "Idempotency-Key", key));
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images/" + key).status() == 200);

    classifier.classify(key, "shirt");

    Answer answer = waiting.join();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("state").asText()).isEqualTo("classified");
    JsonNode prediction = answer.json().path("predictions").path(0);
    assertThat(prediction.path("labels").path(0).path("label").asText()).isEqualTo("shirt");
    assertThat(prediction.path("role").asText()).isEqualTo("primary");
    assertThat(prediction.path("model").path("name").asText()).isEqualTo("clothing");
  }

  @Test
  void waitingInVainIsAnsweredWithWhatIsKnown() {
    Answer answer = gateway.upload("?wait=200ms", GatewayClient.picture());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("state").asText()).isEqualTo("uploaded");
  }

  @Test
  void listsAreNewestFirstByLabelAndStateAndPaged() {
    String label = unique();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(0, uploaded());
      classifier.classify(ids.get(0), label);
    }
    String bad = uploaded();
    classifier.reject(bad);
    String fresh = uploaded();
    await().atMost(TIMEOUT).until(() -> list("?label=" + label).path("images").size() == 5);
    await().atMost(TIMEOUT).until(() -> ids(list("?state=rejected")).contains(bad));
    await().atMost(TIMEOUT).until(() -> ids(list("?state=uploaded")).contains(fresh));

    List<String> paged = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = list("?limit=2&label=" + label + next);
      assertThat(page.path("images").size()).isLessThanOrEqualTo(2);
      paged.addAll(ids(page));
      next = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    } while (next != null);

    assertThat(paged).isEqualTo(ids);
    assertThat(ids(list("?limit=7")).subList(0, 2)).containsExactly(fresh, bad);
    assertThat(ids(list("?state=classified&label=" + label))).isEqualTo(ids);
    assertThat(ids(list("?state=rejected&label=" + label))).isEmpty();
    assertThat(ids(list("?state=uploaded"))).doesNotContainAnyElementsOf(ids);
  }

  @Test
  void aStreamGoesOnWhereTheClientLeftIt() {
    String label = unique();
    String seen;
    try (EventStream stream = gateway.stream("?label=" + label)) {
      classifier.classify(unique(), "other");
      classifier.classify(unique(), label);
      EventStream.Event event = stream.next();
      assertThat(event.name()).isEqualTo("image-classified");
      assertThat(event.data()).contains(label);
      seen = event.id();
    }
    List<String> missed = new ArrayList<>();
    // More events than the ring buffer holds, so that most of them must be read from Kafka.
    for (int i = 0; i < 9; i++) {
      missed.add(unique());
      classifier.classify(missed.get(i), label);
    }

    List<String> heard = new ArrayList<>();
    try (EventStream stream = gateway.stream("?label=" + label, "Last-Event-ID", seen)) {
      for (int i = 0; i < 9; i++) {
        EventStream.Event event = stream.next();
        assertThat(event).as("after " + heard).isNotNull();
        heard.add(id(event));
      }
      String live = unique();
      classifier.classify(live, label);
      assertThat(id(stream.next())).isEqualTo(live);
    }
    assertThat(heard).containsExactlyInAnyOrderElementsOf(missed);
  }

  @Test
  void aStreamTellsOfImagesOnAllTheirWayAndResumesByTheQueryToo() {
    String all = "?events=uploaded,classified,rejected,failed,labeled";
    String id = unique();
    String place;
    try (EventStream stream = gateway.stream("")) {
      await().atMost(TIMEOUT).until(() -> stream.lastId() != null);
      place = stream.lastId();
    }
    classifier.classify(id, "hat");
    String answers;
    try (EventStream stream = gateway.stream("?lastEventId=" + place)) {
      assertThat(id(stream.next())).isEqualTo(id);
      answers = stream.lastId();
    }
    try (EventStream stream = gateway.stream(all + "&lastEventId=" + answers)) {
      await().atMost(TIMEOUT).until(() -> stream.lastId() != null);
      String key = unique();
      gateway.upload("", GatewayClient.picture(), "Idempotency-Key", key);
      gateway.post("/v1/images/" + key + "/label", "{\"label\": \"hat\"}");
      gateway.delete("/v1/images/" + key + "/label");

      List<String> names = new ArrayList<>();
      while (names.size() < 3) {
        EventStream.Event event = stream.next();
        assertThat(event).as("after " + names).isNotNull();
        if (event.data().contains(key)) {
          names.add(event.name());
        }
      }
      assertThat(names)
          .contains("image-uploaded")
          .containsSubsequence("image-labeled", "image-unlabeled");
    }
    assertProblem(
        gateway.get("/v1/predictions/stream?events=uploaded,drawn"), 400, "bad-parameter");
  }

  @Test
  void aStreamTellsOfRefusalsAndRemembersItsPlaceBeforeTheFirstEvent() {
    String id = unique();
    String place;
    try (EventStream stream = gateway.stream("")) {
      await().atMost(TIMEOUT).until(() -> stream.lastId() != null);
      place = stream.lastId();
    }
    classifier.reject(id);

    try (EventStream stream = gateway.stream("?position=true", "Last-Event-ID", place)) {
      assertThat(stream.next()).isEqualTo(new EventStream.Event(place, "position", "{}"));
      EventStream.Event event = stream.next();
      assertThat(event.name()).isEqualTo("image-rejected");
      assertThat(id(event)).isEqualTo(id);
    }
  }

  @Test
  void anUploadWhoseEventWasLostAndAnObjectOfOthersArePublishedByTheReconciler() {
    String id = unique();
    store.putIfAbsent(
        "weft",
        UploadKey.of(id, Instant.now()),
        GatewayClient.picture(),
        "image/jpeg",
        Map.of("weft-sha256", "b".repeat(64), "weft-tags", "k=v"));
    String older = unique();
    store.put("weft", UploadKey.withoutHour(older), GatewayClient.picture(), "image/jpeg");
    String name = unique() + ".jpg";
    store.put("weft", "images/deep/" + name, GatewayClient.picture(), "image/jpeg");

    await()
        .atMost(TIMEOUT)
        .until(() -> ids(list("?state=uploaded&limit=200")).containsAll(List.of(id, older)));
    JsonNode image = gateway.get("/v1/images/" + id).json();
    assertThat(image.path("tags").path("k").asText()).isEqualTo("v");
    assertThat(image.path("sha256").asText()).isEqualTo("b".repeat(64));
    await()
        .atMost(TIMEOUT)
        .until(
            () ->
                ids(list("?state=uploaded&limit=200")).stream().anyMatch(i -> i.startsWith("s3-")));
  }

  @Test
  void contentComesBackAsItWasAndSafe() {
    byte[] picture = GatewayClient.picture();
    String id = gateway.upload("", picture, "Content-Type", "text/html").json().path("id").asText();
    String page =
        gateway
            .upload("", "<script>alert(1)</script>".getBytes(), "Content-Type", "text/html")
            .json()
            .path("id")
            .asText();

    Answer answer = gateway.get("/v1/images/" + id + "/content");
    Answer script = gateway.get("/v1/images/" + page + "/content");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.response().body()).isEqualTo(picture);
    assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(script.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(script.header("Content-Disposition")).startsWith("attachment");
    String etag = answer.header("ETag");
    assertThat(etag).hasSize(66);
    assertThat(gateway.get("/v1/images/" + id + "/content", "If-None-Match", etag).status())
        .isEqualTo(304);
    await().atMost(TIMEOUT).until(() -> ids(list("?limit=200")).contains(id));
    StoredImages.remove(store, id);
    assertProblem(gateway.get("/v1/images/" + id + "/content"), 410, "content-gone");
  }

  @Test
  void anObjectThatReplacedAnImageUnderItsKeyIsNotReturnedAsThatImage() {
    String key = "images/" + unique() + ".jpg";
    store.put("weft", key, GatewayClient.picture(), "image/jpeg");
    String etag = store.stat("weft", key).orElseThrow().etag();
    String id = ObjectImageId.of("weft", key, etag);
    classifier.upload(id, key);
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images/" + id).status() == 200);
    assertThat(gateway.get("/v1/images/" + id + "/content").status()).isEqualTo(200);

    store.put("weft", key, GatewayClient.picture(), "image/jpeg");

    assertProblem(gateway.get("/v1/images/" + id + "/content"), 410, "content-gone");
    assertProblem(gateway.get("/v1/images/" + id + "/preview"), 410, "content-gone");
    store.delete("weft", key);
  }

  @Test
  void withoutItsStoreTheGatewayTakesNothingInAndSaysWhenToComeBack() {
    byte[] picture = GatewayClient.picture();
    String key = unique();
    storeSwitch.off();
    try {
      Answer refused = gateway.upload("", picture, "Idempotency-Key", key);

      assertProblem(refused, 503, "store-away");
      assertThat(refused.header("Retry-After")).isNotNull();
      await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 503);
    } finally {
      storeSwitch.on();
    }
    assertThat(gateway.upload("", picture, "Idempotency-Key", key).status()).isEqualTo(202);
  }

  @Test
  void modelsAreListedEvenWhereThereAreNone() {
    Answer answer = gateway.get("/v1/models");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("models")).isEmpty();
  }

  @Test
  void theInterfaceHealthAndMetricsAreWhereTheyUsuallyAre() {
    uploaded();

    assertThat(gateway.get("/q/openapi").text())
        .contains("/v1/images/{id}/content", "Idempotency-Key", "/v1/predictions/stream")
        .doesNotContain("/internal/");
    assertThat(gateway.get("/q/health/live").status()).isEqualTo(200);
    assertThat(gateway.get("/q/metrics").text())
        .contains("weft_gateway_uploads_total{outcome=\"accepted\"")
        .contains("weft_gateway_live_subscribers")
        .contains("weft_gateway_reconcile_repaired_total");
  }

  private String uploaded() {
    Answer answer = gateway.upload("", GatewayClient.picture());
    assertThat(answer.status()).isEqualTo(202);
    return answer.json().path("id").asText();
  }

  private JsonNode list(String query) {
    Answer answer = gateway.get("/v1/images" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonNode list) {
    List<String> ids = new ArrayList<>();
    list.path("images").forEach(image -> ids.add(image.path("id").asText()));
    return ids;
  }

  private static String id(EventStream.Event event) {
    return event.data().replaceAll(".*\"imageId\":\"([^\"]+)\".*", "$1");
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asText()).endsWith("/" + type);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).isNotBlank();
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }
}
