package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.client.image.Image;
import dev.weft.client.image.ImageQuery;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.client.training.TrainingRequest;
import dev.weft.client.training.TrainingState;
import dev.weft.embedded.StrimziManifests;
import dev.weft.events.catalog.Topics;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.garments.Garment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cluster of processes with zero trust: TLS on all connections, and for each service exactly the
 * rights of its KafkaUser in k8s. It is started by a script that needs Linux and openssl.
 */
@Alone
@EnabledOnOs(OS.LINUX)
class SeparateProcessesST {

  private static final int IMAGES = 40;
  private static final String MODEL = "clothing";
  private static final List<String> CLASSES = List.of("hat", "pants", "dress");
  private static final TrainingRequest QUICK = Recipes.request(Recipes.headOnly(2, 2, 1.0));
  private static final Path MANIFESTS =
      Path.of(System.getProperty("weft.root"), "k8s", "base", "kafka");
  private static final Pattern REFUSED = Pattern.compile("Principal = .* is Denied .*");

  @TempDir static Path folder;
  private static LocalCluster cluster;

  @BeforeAll
  static void start() throws InterruptedException {
    Programs.assumeInstalled("openssl", "version");
    cluster = LocalCluster.up(folder.resolve("cluster"));
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      try {
        requireThatNoSecretIsLogged();
      } finally {
        cluster.close();
      }
    }
  }

  private static void requireThatNoSecretIsLogged() {
    Set<String> secrets = cluster.secrets().all();
    assertThat(secrets).hasSizeGreaterThan(12);
    assertThat(cluster.logs())
        .hasSizeGreaterThan(9)
        .allSatisfy(
            (name, log) -> assertThat(secrets.stream().filter(log::contains)).as(name).isEmpty());
  }

  @Test
  void
      everyImageIsAnsweredOnceWhileOneOfEachIsKilledAndANewVersionServesAfterwardsAndNothingIsRefused()
          throws Exception {
    int logged = cluster.log("broker").length();
    Map<String, Garment> drawn = DrawnImages.of("apart", CLASSES, IMAGES);
    Map<String, byte[]> images =
        drawn.entrySet().stream().collect(toMap(Map.Entry::getKey, e -> e.getValue().jpeg()));
    CompletableFuture<Void> uploads =
        CompletableFuture.runAsync(() -> upload(cluster.gateways(), images));
    for (String one : List.of("classifier-2", "gateway-1", "rollout-1", "trainer-1")) {
      cluster.kill(one);
      cluster.start(one);
    }
    uploads.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    try (ResultLog log = new ResultLog(cluster.kafka())) {
      requireAnsweredOnce(log, images.keySet());
      assertThat(log.rejections()).isEmpty();
    }
    // Each gateway holds a part of the images and queries the other for the rest.
    for (int gateway = 1; gateway <= 2; gateway++) {
      assertThat(listed(gateway)).containsAll(images.keySet());
    }
    aNewVersionServes(drawn);
    assertThat(REFUSED.matcher(cluster.log("broker").substring(logged)).results())
        .extracting(MatchResult::group)
        .isEmpty();
  }

  /** Requires exactly one result of each image, and at most one of images of other tests. */
  private static void requireAnsweredOnce(ResultLog log, Set<String> images) {
    log.readUntil(images, TIMEOUT).readAll();
    assertThat(log.counts().keySet()).containsAll(images);
    assertThat(log.counts()).allSatisfy((id, count) -> assertThat(count).as(id).isEqualTo(1));
  }

  private static void aNewVersionServes(Map<String, Garment> drawn) throws Exception {
    RolloutApi rollouts = new RolloutApi(cluster.gateway(1), MODEL);
    rollouts.policy(new RolloutPolicy(null, RolloutStrategy.ALL_AT_ONCE, null, null, null, null));
    TrainingApi trainings = new TrainingApi(cluster.gateways());
    for (Map.Entry<String, Garment> image : drawn.entrySet()) {
      trainings.label(image.getKey(), image.getValue().label());
    }
    trainings.request("apart", QUICK);
    assertThat(trainings.awaitEnd("apart").state()).isEqualTo(TrainingState.PUBLISHED);
    rollouts.awaitState("version 2 serves", TIMEOUT, s -> RolloutApi.isServing(s, 2));

    upload(cluster.gateways(), DrawnImages.named("later", 1));
    try (ResultLog log = new ResultLog(cluster.kafka())) {
      log.readUntil(Set.of("later-000"), TIMEOUT);
      String prediction = log.predictions().get("later-000");
      assertThat(new ObjectMapper().readTree(prediction).at("/model/version").asInt()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weft-gateway", "weft-classifier", "weft-trainer", "weft-rollout"})
  void aServiceCannotTouchWhatIsAnothers(String user) throws Exception {
    KafkaRights rights = new KafkaRights(cluster.kafka(user));
    Set<String> others = without(user, AclOperation.WRITE);
    Set<String> secret = without(user, AclOperation.READ);

    assertThat(others).hasSizeGreaterThan(5);
    assertThat(rights.notWritten(others)).isEqualTo(others);
    assertThat(secret).hasSizeGreaterThan(2);
    assertThat(rights.notRead(secret)).isEqualTo(secret);
    String other = user.equals("weft-trainer") ? "weft-classifier" : "weft-trainer";
    assertThat(rights.isNoMemberOf(other)).isTrue();
    assertThat(rights.isNot(other + "-" + other + "-1")).isTrue();
    // The broker logs refusals; otherwise an empty log would prove nothing.
    assertThat(cluster.log("broker")).contains("Principal = User:CN=" + user + " is Denied");
  }

  @Test
  void whoeverIsKeptOutOfKafkaIsToldWhatToDo() {
    Path gateway = cluster.secrets().ofUser("weft-gateway");
    Path foreign = cluster.foreign("weft-gateway");
    Map<String, Object> wrongPassword = cluster.kafka("weft-gateway");
    wrongPassword.put("ssl.keystore.password", "wrong");

    assertKeptOut(Map.of("bootstrap.servers", cluster.bootstrapServers()))
        .contains("kafka.security.protocol");
    assertKeptOut(ClusterSecrets.kafka(cluster.bootstrapServers(), foreign, gateway))
        .contains("kafka.ssl.truststore.*");
    assertKeptOut(ClusterSecrets.kafka(cluster.bootstrapServers(), gateway, foreign))
        .contains("kafka.ssl.keystore.*");
    assertKeptOut(wrongPassword).contains("kafka.ssl.keystore.*", "password");
  }

  private static AbstractStringAssert<?> assertKeptOut(Map<String, Object> kafka) {
    return assertThat(Refusals.ofKafka(kafka)).contains(cluster.bootstrapServers());
  }

  @Test
  void whoeverIsKeptOutOfTheStoreIsToldWhatToDo() {
    Map<String, String> keys = cluster.secrets().store();
    String accessKey = keys.get("WEFT_S3_ACCESS_KEY");
    String secretKey = keys.get("WEFT_S3_SECRET_KEY");
    StoreSettings right =
        StoreSettings.of(cluster.store(), accessKey, secretKey)
            .trusting(Optional.of(cluster.secrets().authority()));
    URI plain = URI.create("http://" + cluster.store().getAuthority());

    assertThat(Refusals.ofStore(right)).isEmpty();
    assertThat(Refusals.ofStore(right.trusting(Optional.empty()))).contains("weft.s3.ca-file");
    assertThat(
            Refusals.ofStore(
                right.trusting(Optional.of(cluster.foreign("weft-gateway").resolve("ca.crt")))))
        .contains("weft.s3.ca-file", "foreign");
    assertThat(
            Refusals.ofStore(
                StoreSettings.of(cluster.store(), accessKey, "wrong")
                    .trusting(right.authorities())))
        .contains("weft.s3.secret-key");
    assertThat(Refusals.ofStore(StoreSettings.of(plain, accessKey, secretKey)))
        .contains(plain.toString());
  }

  @Test
  void aServiceWithAForeignCertificateSaysWhyItEndsAndServesOnceThatIsMended() throws Exception {
    Path foreign = cluster.foreign("weft-rollout");
    Map<String, String> settings = new HashMap<>();
    ClusterSecrets.kafka(cluster.bootstrapServers(), foreign, foreign)
        .forEach(
            (key, value) ->
                settings.put(
                    "KAFKA_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value.toString()));
    cluster.kill("rollout-1");

    assertThat(cluster.startRefused("rollout-1", settings))
        .contains(cluster.bootstrapServers(), "kafka.ssl.truststore.*", "kafka.ssl.keystore.*");
    cluster.start("rollout-1");
  }

  @Test
  void aRightThatIsTakenAwayIsToldAndNothingIsLostOnceItIsBack() throws Exception {
    Uploads uploads = new Uploads(cluster.gateway(1));
    Map<String, byte[]> images = DrawnImages.named("unread", 2);
    String uploaded = Topics.IMAGES_UPLOADED;
    List<RevokedRight> reading =
        List.of(
            revoke("weft-classifier", AclOperation.READ, uploaded),
            revoke("weft-trainer", AclOperation.READ, Topics.TRAINING_REQUESTED),
            revoke("weft-rollout", AclOperation.READ, Topics.ROLLOUTS_REQUESTED));
    try {
      uploads.untilAcknowledged(Map.of("unread-000", images.get("unread-000")), TIMEOUT);
      awaitReady("classifier", 503, uploaded);
      awaitReady("trainer", 503, Topics.TRAINING_REQUESTED);
      awaitReady("rollout", 503, Topics.ROLLOUTS_REQUESTED);
      RevokedRight writing = revoke("weft-gateway", AclOperation.WRITE, uploaded);
      try {
        await()
            .atMost(TIMEOUT)
            .until(
                () ->
                    uploads
                        .send("unread-001", images.get("unread-001"))
                        .filter(problem -> problem.status() == 503)
                        .isPresent());
      } finally {
        writing.giveBack();
      }
    } finally {
      for (RevokedRight right : reading) {
        right.giveBack();
      }
    }
    uploads.untilAcknowledged(Map.of("unread-001", images.get("unread-001")), TIMEOUT);
    for (String service : List.of("gateway", "classifier", "trainer", "rollout")) {
      awaitReady(service, 200, "");
    }
    try (ResultLog log = new ResultLog(cluster.kafka())) {
      requireAnsweredOnce(log, images.keySet());
    }
  }

  private static RevokedRight revoke(String user, AclOperation operation, String topic)
      throws Exception {
    return new RevokedRight(cluster.kafka(), user, operation, topic);
  }

  private static void awaitReady(String service, int status, String said) {
    Server server = cluster.first(service);
    await(service)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = server.get("/q/health/ready");
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
              assertThat(answer.body()).contains(said);
            });
  }

  /** Weft's topics on which the manifests do not grant a user the given right. */
  private static Set<String> without(String user, AclOperation operation) {
    StrimziManifests manifests = StrimziManifests.in(MANIFESTS);
    Set<String> topics = new TreeSet<>();
    manifests.topics().forEach(topic -> topics.add(topic.name()));
    manifests.rights().stream()
        .filter(right -> right.entry().principal().equals("User:CN=" + user))
        .filter(right -> right.entry().operation() == operation)
        .forEach(right -> topics.remove(right.pattern().name()));
    return topics;
  }

  private static Set<String> listed(int gateway) {
    return cluster
        .gateway(gateway)
        .weft()
        .images()
        .list(ImageQuery.ALL.limit(100))
        .images()
        .stream()
        .map(Image::id)
        .collect(Collectors.toSet());
  }

  private static void upload(Server gateways, Map<String, byte[]> images) {
    try {
      new Uploads(gateways).untilAcknowledged(images, TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
