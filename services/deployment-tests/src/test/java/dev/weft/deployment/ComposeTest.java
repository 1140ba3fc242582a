package dev.weft.deployment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.catalog.Topics;
import dev.weft.kafka.topic.TopicSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The services that {@code deploy/up} starts. */
class ComposeTest {

  private static final List<String> WEFT = List.of("gateway", "classifier", "trainer", "rollout");
  private static final List<String> BROKERS = List.of("kafka-1", "kafka-2", "kafka-3");

  @TempDir Path folder;

  @Test
  void everyContainerKeepsToThePolicy() {
    Compose.services()
        .forEach(
            (name, service) ->
                assertThat(ComposePolicy.complaints(name, service)).as(name).isEmpty());
  }

  @Test
  void thePolicyNoticesWhatIsWrong() {
    JsonNode careless =
        Compose.parse(
            """
            image: minio/minio:latest
            user: "0:0"
            cap_add: [CHOWN]
            privileged: true
            ports: ["9000:9000"]
            volumes: ["/var/run/docker.sock:/var/run/docker.sock"]
            tmpfs: ["/tmp:mode=755,uid=10001"]
            environment: {MINIO_ROOT_PASSWORD: minioadmin}
            """);

    assertThat(ComposePolicy.complaints("store", careless)).hasSize(14);
  }

  @Test
  void thereAreThreeBrokersAndCopiesOnEach() {
    Map<String, JsonNode> services = Compose.services();
    Set<String> ids = new TreeSet<>();
    for (String broker : BROKERS) {
      JsonNode settings = services.get(broker).path("environment");
      ids.add(settings.path("KAFKA_NODE_ID").asText());
      assertThat(settings.path("KAFKA_DEFAULT_REPLICATION_FACTOR").asInt()).isEqualTo(3);
      assertThat(settings.path("KAFKA_MIN_INSYNC_REPLICAS").asInt()).isEqualTo(2);
      assertThat(settings.path("KAFKA_AUTO_CREATE_TOPICS_ENABLE").asBoolean()).isFalse();
      assertThat(settings.path("KAFKA_OFFSETS_RETENTION_MINUTES").asLong())
          .as("offsets are kept for longer than events")
          .isGreaterThan(TopicSettings.DEFAULT.retention().toMinutes());
    }
    assertThat(ids).containsExactly("1", "2", "3");
  }

  @Test
  void brokersAreOfTheVersionThatTheCodeIsTestedWith() {
    String version =
        Project.text("pom.xml").replaceAll("(?s).*<kafka.version>(.*?)</kafka.version>.*", "$1");

    assertThat(Compose.services().get("kafka-1").path("image").asText())
        .isEqualTo("apache/kafka:" + version);
  }

  @Test
  void servicesAreToldNothingThatTheyDoNotKnow() {
    for (String service : WEFT) {
      assertThat(Compose.services().get(service).path("environment").fieldNames())
          .toIterable()
          .isNotEmpty()
          .isSubsetOf(ConfigurationKeys.variables());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, stateful-set",
    "classifier, deployment",
    "trainer, stateful-set",
    "rollout, stateful-set"
  })
  void aServiceIsOfThisVersionAndMayHaveWhatItsPodMay(String service, String manifest) {
    JsonNode compose = Compose.services().get(service);
    JsonNode pod = Project.yaml("k8s/base/%s/%s.yaml".formatted(service, manifest));
    JsonNode limits = pod.at("/spec/template/spec/containers/0/resources/limits");

    assertThat(compose.path("image").asText())
        .isEqualTo("ghcr.io/weft/weft-%s:%s".formatted(service, Project.version()));
    assertThat(compose.at("/deploy/resources/limits/cpus")).isEqualTo(limits.path("cpu"));
    assertThat(compose.at("/deploy/resources/limits/memory").asText() + "i")
        .isEqualTo(limits.path("memory").asText());
    assertThat(compose.path("stop_grace_period").asText())
        .isEqualTo(pod.at("/spec/template/spec/terminationGracePeriodSeconds").asText() + "s");
  }

  @Test
  void theStoreIsOfTheVersionThatTheCodeIsTestedWith() {
    String version =
        Project.text(".ci/object-stores.lock")
            .replaceAll("(?s).*\\nversitygw \\S+ \\S+ (\\S+) .*", "$1");

    for (String service : List.of("store", "store-volume")) {
      assertThat(Compose.services().get(service).path("image").asText())
          .isEqualTo("ghcr.io/versity/versitygw:" + version);
    }
  }

  @Test
  void theStoreSendsNotificationsToTheTopicThatClassifiersRead() {
    JsonNode settings = Compose.services().get("store").path("environment");
    String[] broker = settings.path("VGW_EVENT_KAFKA_URL").asText().split(":");

    assertThat(settings.path("VGW_EVENT_KAFKA_TOPIC").asText()).isEqualTo(Topics.S3_NOTIFICATIONS);
    for (String each : BROKERS) {
      JsonNode kafka = Compose.services().get(each);
      assertThat(kafka.at("/networks/inside/aliases/0").asText())
          .as("the one name that the store knows")
          .isEqualTo(broker[0]);
      assertThat(kafka.at("/environment/KAFKA_LISTENERS").asText())
          .contains("INSIDE://:" + broker[1]);
    }
    assertThat(Project.json(Project.file("deploy/store/events.json")))
        .isEqualTo(Compose.parse("{'s3:ObjectCreated:*': true}"));
  }

  /** versitygw exits if its topic does not exist when it starts. */
  @Test
  void theTopicOfNotificationsIsThereBeforeTheStoreAsServicesWouldMakeIt() {
    JsonNode topic = Compose.services().get("store-topic");
    TopicSettings settings = TopicSettings.DEFAULT;

    assertThat(topic.path("image")).isEqualTo(Compose.services().get("kafka-1").path("image"));
    assertThat(topic.path("command"))
        .map(JsonNode::asText)
        .contains(
            "--create",
            "--if-not-exists",
            "--topic=" + Topics.S3_NOTIFICATIONS,
            "--partitions=" + settings.partitions(),
            "--config=retention.ms=" + settings.retention(Topics.S3_NOTIFICATIONS).toMillis());
    assertThat(Compose.services().get("store").at("/depends_on/store-topic/condition").asText())
        .isEqualTo("service_completed_successfully");
  }

  @Test
  void eachServiceHasAKeyOfItsOwnToTheStoreAndNoOther() {
    Compose.services()
        .forEach(
            (name, service) -> {
              List<String> keys = new ArrayList<>();
              service.path("env_file").forEach(file -> keys.add(file.asText()));
              String own = "${WEFT_CREDENTIALS:-./credentials}/%s.env".formatted(name);
              boolean knocks = WEFT.contains(name) || name.equals("store");
              assertThat(keys).as(name).isEqualTo(knocks ? List.of(own) : List.of());
              assertThat(service.path("secrets").toString().contains("store.env"))
                  .as("%s knows the key of the store's administrator", name)
                  .isEqualTo(name.equals("store-setup"));
            });
  }

  /** Programs that are no longer maintained, or are licensed under the AGPL. */
  @Test
  void nothingIsStartedWhoseMakersHaveGivenItUp() {
    assertThat(Compose.services().values())
        .noneMatch(service -> service.path("image").asText().contains("minio"));
  }

  @Test
  void whatWatchesIsOfAProfileThatUpHasOnUnlessTold() {
    Set<String> watching = new TreeSet<>();
    Compose.services()
        .forEach(
            (name, service) -> {
              if (service.at("/profiles/0").asText().equals("observability")) {
                watching.add(name);
              } else {
                assertThat(service.has("profiles")).as(name).isFalse();
              }
            });

    assertThat(watching).containsExactly("collector", "grafana", "traces");
    assertThat(Project.text("deploy/up")).contains("${COMPOSE_PROFILES-observability}");
    Compose.services()
        .forEach(
            (name, service) -> {
              if (!watching.contains(name)) {
                assertThat(service.path("depends_on").fieldNames())
                    .toIterable()
                    .doesNotContainAnyElementsOf(watching);
              }
            });
  }

  @Test
  void tracesOfAllServicesComeToTheViewThroughTheCollector() {
    JsonNode collector = Project.yaml("deploy/collector/collector.yaml");
    String takes = collector.at("/receivers/otlp/protocols/grpc/endpoint").asText();
    String gives = collector.at("/exporters/otlp/endpoint").asText();

    for (String service : WEFT) {
      assertThat(
              Compose.services()
                  .get(service)
                  .at("/environment/OTEL_EXPORTER_OTLP_ENDPOINT")
                  .asText())
          .isEqualTo("http://collector:" + takes.substring(takes.indexOf(':') + 1));
    }
    assertThat(Compose.services()).containsKey("collector");
    assertThat(Compose.services()).containsKey(gives.substring(0, gives.indexOf(':')));
    assertThat(collector.at("/service/pipelines/traces/exporters/0").asText()).isEqualTo("otlp");
  }

  @Test
  void prometheusAsksAllServices() {
    assertThat(
            Project.yaml("deploy/prometheus/prometheus.yaml")
                .at("/scrape_configs/0/dns_sd_configs/0/names"))
        .map(JsonNode::asText)
        .containsExactlyElementsOf(WEFT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "deploy/compose.gpu.yaml"})
  @WithProgram("docker-compose")
  void composeTakesIt(String beside) throws Exception {
    run("sh", Project.file("deploy/generate-credentials").toString(), folder.toString());
    String[] command = {
      "docker-compose", "-f", Project.file(Compose.FILE).toString(), "config", "--quiet"
    };
    if (!beside.isEmpty()) {
      command =
          new String[] {
            "docker-compose",
            "-f",
            command[2],
            "-f",
            Project.file(beside).toString(),
            "config",
            "--quiet"
          };
    }
    assertThat(run(command)).isEmpty();
  }

  @Test
  void credentialsAreMadeOnceAndTheirFolderIsTheirOwners() throws Exception {
    Path keys = folder.resolve("keys");
    String script = Project.file("deploy/generate-credentials").toString();
    run("sh", script, keys.toString());
    Map<String, String> first = secrets(keys);
    run("sh", script, keys.toString());

    assertThat(secrets(keys)).isEqualTo(first);
    assertThat(first.keySet()).containsAll(WEFT).contains("store");
    assertThat(first.values()).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{48}"));
    assertThat(Files.getPosixFilePermissions(keys)).hasSize(3);
  }

  /** Secret keys of the store, by account. */
  private static Map<String, String> secrets(Path folder) throws IOException {
    Map<String, String> secrets = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.env")) {
      for (Path file : files) {
        String line = Files.readAllLines(file).get(1);
        assertThat(line).containsPattern("^(WEFT_S3|ROOT)_SECRET_KEY=");
        secrets.put(
            file.getFileName().toString().replace(".env", ""),
            line.substring(line.indexOf('=') + 1));
      }
    }
    return secrets;
  }

  private String run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WEFT_CREDENTIALS", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
