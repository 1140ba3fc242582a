package dev.weft.trainer.app;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts a broker and an empty store, and configures a trainer with both triggers on. */
public final class Backends implements QuarkusTestResourceLifecycleManager {
  private EmbeddedBroker broker;
  private EmbeddedStore store;

  @Override
  public Map<String, String> start() {
    Path dir;
    try {
      dir = Files.createTempDirectory("weft-trainer-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    store = EmbeddedStore.start(dir.resolve("s3"), 0, "weft", "secret-key");
    var settings = StoreSettings.of(store.endpoint(), "weft", "secret-key");
    try (var client = new S3ObjectStore(settings)) {
      client.ensureBucket("weft");
    }
    return Map.of(
        "quarkus.http.test-port", "0",
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "weft.s3.endpoint", store.endpoint().toString(),
        "weft.s3.access-key", "weft",
        "weft.s3.secret-key", "secret-key",
        "weft.trainer.work-dir", dir.resolve("work").toString(),
        "weft.trainer.model-cache", dir.resolve("models").toString(),
        "weft.trainer.trigger.labels", "3",
        "weft.trainer.trigger.every", "1s",
        "weft.trainer.trigger.schedule", "0/2 * * * * ?");
  }

  @Override
  public void stop() {
    store.close();
    broker.close();
  }
}
