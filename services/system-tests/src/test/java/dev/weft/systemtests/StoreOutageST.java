package dev.weft.systemtests;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreOutageST {

  private static final int IMAGES = 80;

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
        assertThat(uploads.send("late", images.values().iterator().next()).statusCode())
            .as("an upload that cannot be stored is not acknowledged")
            .isEqualTo(503);
        TimeUnit.SECONDS.sleep(20);
        store = Backends.store(storeFolder, storePort);

        log.readUntil(IMAGES, Duration.ofMinutes(2)).readFor(Duration.ofSeconds(3));
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).as("an outage is nobody's fault but the store's").isEmpty();
      }
      assertThat(weft.isAlive()).isTrue();
    } finally {
      store.close();
    }
  }
}
