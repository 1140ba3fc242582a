package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testsupport.models.ColourNetwork;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigkillST {

  private static final int IMAGES = 200;
  private static final int KILLS = 5;

  /**
   * Makes the network cost about as much per image as a large one, so that some images are always
   * in flight.
   */
  private static final int FILTERS = 500;

  @TempDir Path folder;

  @Test
  void everyImageHasOnePredictionHoweverOftenTheProcessIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, byte[]> images = DrawnImages.named("kill", IMAGES);
    SmallModels.putColours(folder.resolve("weft"), ColourNetwork.right().slowedBy(FILTERS));
    try (WeftProcess weft = WeftProcess.allInOne(folder.resolve("weft"))) {
      weft.awaitReady();
      CompletableFuture<Void> uploads = CompletableFuture.runAsync(() -> upload(weft, images));
      for (int kill = 0; kill < KILLS; kill++) {
        TimeUnit.MILLISECONDS.sleep(500 + random.nextInt(3_500));
        weft.kill();
        weft.start();
        weft.awaitReady();
      }
      uploads.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      try (ResultLog log = new ResultLog(weft.bootstrapServers())) {
        log.readUntil(IMAGES, TIMEOUT).readAll();
        assertThat(log.counts())
            .as("results an image, seed %d", seed)
            .isEqualTo(images.keySet().stream().collect(toMap(id -> id, id -> 1)));
        assertThat(log.rejections()).isEmpty();
      }
      assertThat(weft.stop()).as("exit code after SIGTERM").isIn(0, 143);
    }
  }

  private static void upload(WeftProcess weft, Map<String, byte[]> images) {
    try {
      new Uploads(weft).untilAcknowledged(images, TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
