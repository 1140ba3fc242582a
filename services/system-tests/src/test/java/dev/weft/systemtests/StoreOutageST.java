package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.Problem;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreOutageST {

  private static final int IMAGES = 80;

  /** How long the classifier retries a single missing image. */
  private static final Duration TRIED = Duration.ofSeconds(2);

  private static final Duration LONGER = TRIED.multipliedBy(4);
  private static final Set<String> SERVICES_WITH_A_STORE =
      Set.of("gateway object store", "classifier", "trainer", "rollout");

  @TempDir Path folder;

  @Test
  void imagesWaitForAStoreThatIsGoneForLongerThanAnImageIsTried() throws Exception {
    Map<String, byte[]> images = DrawnImages.named("store", IMAGES);
    int kafkaPort = Ports.free();
    int storePort = Ports.free();
    Path storeFolder = folder.resolve("store");
    EmbeddedStore store = Backends.store(storeFolder, storePort);
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), kafkaPort);
        WeftProcess weft = start(kafkaPort, store)) {
      weft.awaitReady();
      Uploads uploads = new Uploads(weft);
      try (ResultLog log = new ResultLog(broker.bootstrapServers())) {
        uploads.untilAcknowledged(images, TIMEOUT);
        log.readUntil(IMAGES / 5, TIMEOUT);
        assertThat(log.counts().size()).as("still under load").isLessThan(IMAGES);

        store.close();
        assertThat(uploads.send("late", images.values().iterator().next()).map(Problem::status))
            .as("an upload that cannot be stored is not acknowledged")
            .contains(503);
        log.readFor(LONGER);
        store = Backends.store(storeFolder, storePort);

        log.readUntil(IMAGES, TIMEOUT).readAll();
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).as("an outage is nobody's fault but the store's").isEmpty();
      }
      assertThat(weft.isAlive()).isTrue();
    } finally {
      store.close();
    }
  }

  /** The services report it before they need the store: the test uploads no image. */
  @Test
  void whoeverLosesItsRightsAtTheStoreIsNotReadyAndSaysWhy() throws Exception {
    int storePort = Ports.free();
    Path storeFolder = folder.resolve("store");
    EmbeddedStore store = Backends.store(storeFolder, storePort);
    SmallModels.putColours(store, ColourNetwork.right());
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        WeftProcess weft = start(broker.port(), store)) {
      weft.awaitReady();

      store.close();
      store = EmbeddedStore.start(storeFolder, storePort, Backends.ACCESS_KEY, "another");
      await()
          .atMost(TIMEOUT)
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

  private WeftProcess start(int kafkaPort, EmbeddedStore store) {
    List<String> settings = new ArrayList<>(List.of(Backends.credentials()));
    settings.addAll(List.of(WeftProcess.SLOW_ENGINE));
    settings.add("-Dweft.classifier.image-retry=" + TRIED);
    return WeftProcess.against(
        kafkaPort, store.endpoint(), folder.resolve("weft"), settings.toArray(String[]::new));
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

  /**
   * As when the store's disk is not mounted: the store responds, but has no bucket, or an empty
   * one.
   */
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
        WeftProcess weft = start(kafkaPort, store)) {
      weft.awaitReady();
      try (ResultLog log = new ResultLog(broker.bootstrapServers())) {
        new Uploads(weft).untilAcknowledged(images, TIMEOUT);
        log.readUntil(IMAGES / 5, TIMEOUT);
        assertThat(log.counts().size()).as("still under load").isLessThan(IMAGES);

        Files.move(bucket, aside);
        if (emptyInItsPlace) {
          Files.createDirectory(bucket);
        }
        await().atMost(TIMEOUT).until(() -> !weft.isReady());
        await()
            .atMost(TIMEOUT)
            .until(() -> weft.health().findValuesAsText("blocked").toString().contains("weft"));
        log.readFor(LONGER);
        if (emptyInItsPlace) {
          deleteAll(bucket);
        }
        assertThat(bucket).as("nobody makes a bucket").doesNotExist();
        Files.move(aside, bucket);

        log.readUntil(IMAGES, TIMEOUT).readAll();
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).as("no image was missing").isEmpty();
        weft.awaitReady();
      }
    }
  }
}
