package dev.weft.classifier.app;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.keras.KerasImport;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** Starts a broker and a store that contains the starter model. */
public final class StarterModelResource implements QuarkusTestResourceLifecycleManager {

  static final String KEY = "key";
  static final String SECRET = "secret-key";
  static final String BUCKET = "weft";

  /** A smaller input than usual: everything must follow the manifest. */
  static final Preprocessing SMALLER_INPUT = Preprocessing.XCEPTION.withSize(235, 235);

  private Path dir;
  private EmbeddedBroker broker;
  private EmbeddedStore endpoint;

  @Override
  public Map<String, String> start() {
    try {
      dir = Files.createTempDirectory("weft-classifier");
      broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
      endpoint = EmbeddedStore.start(dir.resolve("s3"), 0, KEY, SECRET);
      publishStarter();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "kafka.bootstrap.servers",
        broker.bootstrapServers(),
        "weft.s3.endpoint",
        endpoint.endpoint().toString(),
        "weft.s3.access-key",
        KEY,
        "weft.s3.secret-key",
        SECRET,
        "weft.s3.bucket",
        BUCKET,
        "weft.classifier.model-cache",
        dir.resolve("cache").toString(),
        "quarkus.http.test-port",
        "0");
  }

  private void publishStarter() throws IOException {
    try (var store = new S3ObjectStore(StoreSettings.of(endpoint.endpoint(), KEY, SECRET))) {
      store.ensureBucket(BUCKET);
      var work = Files.createDirectories(dir.resolve("import"));
      var weights = StarterModel.copyWeightsTo(work);
      new ModelStore(store, BUCKET)
          .publish(
              KerasImport.draft(
                  weights, StarterModel.NAME, StarterModel.classes(), SMALLER_INPUT, work));
    }
  }

  @Override
  public void stop() {
    endpoint.close();
    broker.close();
    try (var files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
