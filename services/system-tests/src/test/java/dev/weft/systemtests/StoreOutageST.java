package dev.weft.systemtests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.Problem;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreOutageST {

  private static final int IMAGES = 80;
  private static final Set<String> SERVICES_WITH_A_STORE =
      Set.of("gateway object store", "classifier", "trainer", "rollout");

  @TempDir Path folder;

  @Test
  void imagesWaitForAStoreThatIsGoneForTwentySeconds() throws Exception {
    Map<String, byte[]> images = DrawnImages.named("store", IMAGES);
    int kafkaPort = Ports.free();
    int storePort = Ports.free();
    Path storeFolder = folder.resolve("store");
    EmbeddedStore store = Backends.store(storeFolder, storePort);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), kafkaPort);
        WeftProcess weft =
            WeftProcess.against(
                kafkaPort, store.endpoint(), folder.resolve("weft"), Backends.credentials())) {
      weft.awaitReady();
      Uploads uploads = new Uploads(weft);
      uploads.untilAcknowledged(images, Duration.ofMinutes(2));
      try (ResultLog log = new ResultLog(broker.bootstrapServers())) {
        log.readUntil(IMAGES / 5, Duration.ofMinutes(1));
        assertThat(log.counts().size()).as("still under load").isLessThan(IMAGES);

        store.close();
        assertThat(uploads.send("late", images.values().iterator().next()).map(Problem::status))
            .as("an upload that cannot be stored is not acknowledged")
            .contains(503);
        TimeUnit.SECONDS.sleep(20);
        store = Backends.store(storeFolder, storePort);

        log.readUntil(IMAGES, Duration.ofMinutes(2)).readAll();
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).as("an outage is nobody's fault but the store's").isEmpty();
      }
      assertThat(weft.isAlive()).isTrue();
    } finally {
      store.close();
    }
  }

  /** The services are told before they need the store: no image comes in here. */
  @Test
  void whoeverLosesItsRightsAtTheStoreIsNotReadyAndSaysWhy() throws Exception {
    int storePort = Ports.free();
    Path storeFolder = folder.resolve("store");
    EmbeddedStore store = Backends.store(storeFolder, storePort);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), Ports.free());
        WeftProcess weft =
            WeftProcess.against(
                port(broker), store.endpoint(), folder.resolve("weft"), Backends.credentials())) {
      weft.awaitReady();

      store.close();
      store = EmbeddedStore.start(storeFolder, storePort, Backends.ACCESS_KEY, "another");
      await()
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptions()
          .until(
              () ->
                  checksThatAreDown(weft, "weft.s3.secret-key").containsAll(SERVICES_WITH_A_STORE));

      store.close();
      store = Backends.store(storeFolder, storePort);
      weft.awaitReady();
    } finally {
      store.close();
    }
  }

  private static int port(EmbeddedBroker broker) {
    return Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
  }

  private static Set<String> checksThatAreDown(WeftProcess weft, String why) {
    Set<String> down = new HashSet<>();
    for (JsonNode check : weft.health().path("checks")) {
      if (check.path("status").asText().equals("DOWN") && check.toString().contains(why)) {
        down.add(check.path("name").asText());
      }
    }
    return down;
  }

  private static void deleteAll(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /** As when its disk is not mounted: the store answers, and has nothing, or an empty bucket. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noImageIsRejectedWhileTheBucketIsGoneAndReadinessSaysWhatIsWrong(boolean emptyInItsPlace)
      throws Exception {
    Map<String, byte[]> images = DrawnImages.named("bucket", IMAGES);
    int kafkaPort = Ports.free();
    Path bucket = folder.resolve("store/weft");
    Path aside = folder.resolve("aside");
    try (EmbeddedStore store = Backends.store(folder.resolve("store"), 0);
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), kafkaPort);
        WeftProcess weft =
            WeftProcess.against(
                kafkaPort, store.endpoint(), folder.resolve("weft"), Backends.credentials())) {
      weft.awaitReady();
      new Uploads(weft).untilAcknowledged(images, Duration.ofMinutes(2));
      try (ResultLog log = new ResultLog(broker.bootstrapServers())) {
        log.readUntil(IMAGES / 5, Duration.ofMinutes(1));
        assertThat(log.counts().size()).as("still under load").isLessThan(IMAGES);

        Files.move(bucket, aside);
        if (emptyInItsPlace) {
          Files.createDirectory(bucket);
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> !weft.isReady());
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> weft.health().findValuesAsText("blocked").toString().contains("weft"));
        // Longer than an image is tried again that alone is missing.
        log.readFor(Duration.ofSeconds(35));
        if (emptyInItsPlace) {
          deleteAll(bucket);
        }
        assertThat(bucket).as("nobody makes a bucket").doesNotExist();
        Files.move(aside, bucket);

        log.readUntil(IMAGES, Duration.ofMinutes(2)).readAll();
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).as("no image was missing").isEmpty();
        weft.awaitReady();
      }
    }
  }
}
