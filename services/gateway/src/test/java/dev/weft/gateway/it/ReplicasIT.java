package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.embedded.Ports;
import dev.weft.events.object.UploadKey;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tested gateway and a second one, which is the packaged application in a separate process. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ReplicasIT {

  @TestHTTPResource URI base;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @ConfigProperty(name = "weft.s3.endpoint")
  String store;

  @TempDir Path dir;
  private Process process;
  private GatewayClient first;
  private GatewayClient second;

  @BeforeEach
  void startTheSecond() throws IOException {
    int port = Ports.free();
    first = new GatewayClient(base);
    second = new GatewayClient(URI.create("http://127.0.0.1:" + port));
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "quarkus.http.port",
                String.valueOf(port),
                "kafka.bootstrap.servers",
                bootstrapServers,
                "weft.s3.endpoint",
                store,
                "weft.s3.access-key",
                Backends.ACCESS_KEY,
                "weft.s3.secret-key",
                Backends.SECRET_KEY,
                "weft.gateway.reconcile.interval",
                "1S",
                "weft.gateway.reconcile.grace",
                "1S",
                "weft.gateway.views.state-dir",
                dir.resolve("views").toString()));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.add("-jar");
    command.add(Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath().toString());
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target", "second-replica.log").toFile())
            .start();
  }

  @AfterEach
  void stopTheSecond() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    // Other tests use the same gateway, and would get 503 for what the second one owned.
    await().atMost(TIMEOUT).until(() -> partitions(first) == 4 && isAnswered("/v1/images"));
  }

  private boolean isAnswered(String path) {
    return first.get(path).status() == 200;
  }

  @Test
  void eachReplicaAnswersForAllAndForwardsWhatTheOtherOwns() {
    List<String> ids = new ArrayList<>();
    await().atMost(TIMEOUT).until(() -> isReady(first));
    for (int i = 0; i < 12; i++) {
      ids.add(0, first.upload("", GatewayClient.picture()).json().path("id").asText());
    }
    await().atMost(TIMEOUT).until(() -> isReady(second));
    await().atMost(TIMEOUT).untilAsserted(this::partitionsAreShared);
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(listed(second)).isEqualTo(ids));

    for (String id : ids) {
      assertThat(first.get("/v1/images/" + id).json())
          .isEqualTo(second.get("/v1/images/" + id).json());
    }
    assertThat(listed(first)).isEqualTo(ids);
    assertThat(listed(second)).isEqualTo(ids);
    assertThat(forwarded(first) + forwarded(second)).isPositive();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(unanswered(second))
                    .isEqualTo(unanswered(first))
                    .isGreaterThanOrEqualTo(12));
    assertThat(second.get("/v1/labels/queue").json().path("considered"))
        .isEqualTo(first.get("/v1/labels/queue").json().path("considered"));
    assertThat(second.get("/v1/labels").json().path("labeled"))
        .isEqualTo(first.get("/v1/labels").json().path("labeled"));
  }

  @Test
  void oneReplicaRepairsForAllAndAsksTheOtherWhatItKnows() {
    await().atMost(TIMEOUT).until(() -> isReady(first) && isReady(second));
    await().atMost(TIMEOUT).untilAsserted(this::partitionsAreShared);
    double byFirst = repaired(first);
    double bySecond = repaired(second);
    Set<String> ids = new TreeSet<>();
    StoreSettings settings =
        StoreSettings.of(URI.create(store), Backends.ACCESS_KEY, Backends.SECRET_KEY);
    try (ObjectStore objects = new S3ObjectStore(settings)) {
      for (int i = 0; i < 12; i++) {
        String id = UUID.randomUUID().toString();
        objects.put("weft", UploadKey.of(id, Instant.now()), GatewayClient.picture(), "image/jpeg");
        ids.add(id);
      }
    }

    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(listed(second)).containsAll(ids));
    // A replica counts its repairs at the end of a round, by which time others have seen the
    // images.
    await()
        .atMost(TIMEOUT)
        .until(() -> repaired(first) + repaired(second) >= byFirst + bySecond + ids.size());
    assertThat(List.of(repaired(first) - byFirst, repaired(second) - bySecond))
        .containsExactlyInAnyOrder(0.0, (double) ids.size());
  }

  private static double repaired(GatewayClient replica) {
    return metric(replica, "weft_gateway_reconcile_repaired_total ");
  }

  private static long unanswered(GatewayClient replica) {
    return replica.get("/v1/system").json().path("unanswered").asLong(-1);
  }

  private static double forwarded(GatewayClient replica) {
    return metric(replica, "weft_gateway_views_forwarded_total ");
  }

  private static double metric(GatewayClient replica, String name) {
    return replica
        .get("/q/metrics")
        .text()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .sum();
  }

  private void partitionsAreShared() {
    assertThat(partitions(first)).isPositive();
    assertThat(partitions(second)).isPositive();
    assertThat(partitions(first) + partitions(second)).isEqualTo(4);
  }

  private static boolean isReady(GatewayClient replica) {
    try {
      return replica.get("/q/health/ready").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static int partitions(GatewayClient replica) {
    GatewayClient.Answer answer = replica.get("/internal/views?limit=1");
    return answer.status() == 200 ? answer.json().path("partitions").size() : 0;
  }

  private static List<String> listed(GatewayClient replica) {
    List<String> ids = new ArrayList<>();
    JsonNode images = replica.get("/v1/images?limit=12").json().path("images");
    images.forEach(image -> ids.add(image.path("id").asText()));
    return ids;
  }
}
