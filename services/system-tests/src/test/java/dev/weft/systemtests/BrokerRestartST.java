package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerRestartST {

  private static final int IMAGES = 80;

  @TempDir Path folder;

  @Test
  void aBrokerThatIsRestartedUnderLoadLosesAndRepeatsNothing() throws Exception {
    Map<String, byte[]> images = DrawnImages.named("broker", IMAGES);
    int kafkaPort = Ports.free();
    Path brokerFolder = folder.resolve("broker");
    EmbeddedBroker broker = EmbeddedBroker.start(brokerFolder, kafkaPort);
    try (EmbeddedStore store = Backends.store(folder.resolve("store"), 0);
        WeftProcess weft =
            WeftProcess.against(kafkaPort, store.endpoint(), folder.resolve("weft"), settings())) {
      weft.awaitReady();
      long pid = weft.pid();
      try (ResultLog log = new ResultLog(weft.bootstrapServers())) {
        new Uploads(weft).untilAcknowledged(images, TIMEOUT);
        log.readUntil(IMAGES / 5, TIMEOUT);
        assertThat(log.counts().size()).as("still under load").isLessThan(IMAGES);

        broker.close();
        broker = EmbeddedBroker.start(brokerFolder, kafkaPort);

        log.readUntil(IMAGES, TIMEOUT).readAll();
        assertThat(log.counts())
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).isEmpty();
      }
      assertThat(weft.isAlive()).as("no restart of the application was needed").isTrue();
      assertThat(weft.pid()).isEqualTo(pid);
    } finally {
      broker.close();
    }
  }

  private static String[] settings() {
    List<String> settings = new ArrayList<>(List.of(Backends.credentials()));
    settings.addAll(List.of(WeftProcess.SLOW_ENGINE));
    return settings.toArray(String[]::new);
  }
}
