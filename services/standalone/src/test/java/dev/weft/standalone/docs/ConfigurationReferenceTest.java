package dev.weft.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that {@code docs/configuration.md} matches the sources. After a change of a setting, run
 * this test with {@code -Dweft.docs.write=true}, which writes the page.
 */
class ConfigurationReferenceTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/configuration.md");

  /** Purpose of each section, in the order of the page. */
  private static final Map<String, String> PARTS = parts();

  @Test
  void thePageIsWhatTheSourcesSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("weft.docs.write")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("run this test with -Dweft.docs.write=true and commit docs/configuration.md")
        .isEqualTo(page);
  }

  @Test
  void noMappingOfAnyServiceIsLeftOut() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("services"))) {
      List<Path> mappings =
          files
              .filter(file -> file.toString().contains("/src/main/java/"))
              .filter(file -> file.toString().endsWith("Config.java"))
              .filter(ConfigurationReferenceTest::isMapping)
              .map(ROOT.resolve("services")::relativize)
              .toList();

      assertThat(mappings).hasSameSizeAs(PARTS.keySet());
      assertThat(mappings)
          .allSatisfy(
              mapping ->
                  assertThat(PARTS.keySet()).anyMatch(part -> mapping.toString().endsWith(part)));
    }
  }

  private static boolean isMapping(Path file) {
    try {
      return Files.readString(file).contains("@ConfigMapping(");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("kafka/src/main/java/dev/weft/kafka/cdi/TopicsConfig.java", "Topics (all services)");
    parts.put("kafka/src/main/java/dev/weft/kafka/cdi/EventsConfig.java", "Events (all services)");
    parts.put(
        "objectstore/src/main/java/dev/weft/objectstore/cdi/StoreConfig.java",
        "Object store (all services)");
    parts.put(
        "access/src/main/java/dev/weft/access/http/AccessConfig.java", "Access (all services)");
    parts.put("gateway/src/main/java/dev/weft/gateway/GatewayConfig.java", "Gateway");
    parts.put(
        "classifier/src/main/java/dev/weft/classifier/app/ClassifierConfig.java", "Classifier");
    parts.put("trainer/src/main/java/dev/weft/trainer/app/TrainerConfig.java", "Trainer");
    parts.put("rollout/src/main/java/dev/weft/rollout/app/RolloutConfig.java", "Rollout");
    return parts;
  }

  private static String page() {
    StringBuilder page = new StringBuilder(PREFACE);
    PARTS.forEach(
        (source, title) -> {
          page.append("\n## ").append(title).append("\n\n| key | default | |\n|---|---|---|\n");
          for (Setting setting : SettingsReader.read(ROOT.resolve("services").resolve(source))) {
            page.append(row(setting));
          }
        });
    return page.toString();
  }

  private static String row(Setting setting) {
    String fallback =
        setting.fallback() == null ? "" : "`" + setting.fallback().replace("|", "\\|") + "`";
    return "| `%s` | %s | %s (%s) |\n"
        .formatted(setting.key(), fallback, setting.text(), setting.type());
  }

  private static final String PREFACE =
      """
      # Configuration

      This page is generated from the sources; `ConfigurationReferenceTest` fails if they differ.

      A key can be set in these places, of which the first counts: a system property (`-Dweft.topics.partitions=8`), an environment variable in capitals with `_` for each other character (`WEFT_TOPICS_PARTITIONS=8`), `config/application.properties` in the folder in which the process starts. `./weft up --set KEY=VALUE` passes it to the server. Keys whose default is empty below have none. Durations are written `500ms`, `5s`, `10M`, `1H` or `P7D`; bytes `64M` or `2G`; lists with commas.

      Beside Weft's own keys these of its libraries matter most: `kafka.bootstrap.servers` and all other `kafka.*` settings of Kafka's clients (`kafka.security.protocol`, `kafka.sasl.jaas.config`, ...), and `quarkus.http.host`, `quarkus.http.port`, `quarkus.log.level`; TLS and proxies are in [operations.md](operations.md#tls). With `quarkus.log.console.json.enabled` log lines are JSON, and traces have the settings that OpenTelemetry gives them everywhere, as variables of the environment or as properties (`otel.exporter.otlp.endpoint`): `OTEL_EXPORTER_OTLP_ENDPOINT`, which switches them on, `OTEL_EXPORTER_OTLP_PROTOCOL`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_TRACES_SAMPLER_ARG`, `OTEL_BSP_MAX_QUEUE_SIZE`, `OTEL_BSP_SCHEDULE_DELAY`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`, `OTEL_SDK_DISABLED` ([operations.md](operations.md#traces-and-logs)).
      """;
}
