package dev.weft.gateway.it;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Starts a broker and a store for the tests, and configures the gateway to use them. */
public final class Backends implements QuarkusTestResourceLifecycleManager {

  /** Credentials of the store, with which tests access it themselves. */
  static final String ACCESS_KEY = "weft-test";

  static final String SECRET_KEY = "weft-test-secret";

  private static EmbeddedBroker broker;
  private static EmbeddedStore store;
  private static int storePort;
  private static Path dir;

  @Override
  public Map<String, String> start() {
    try {
      dir = Files.createTempDirectory("weft-gateway-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    storePort = Ports.free();
    startStore();
    makeBucket();
    String port = String.valueOf(Ports.free());
    System.setProperty("weft.test.store.port", String.valueOf(storePort));
    return Map.ofEntries(
        Map.entry("quarkus.http.test-port", port),
        Map.entry("weft.gateway.advertised-port", port),
        Map.entry("kafka.bootstrap.servers", broker.bootstrapServers()),
        Map.entry("weft.s3.endpoint", "http://127.0.0.1:" + storePort),
        Map.entry("weft.s3.access-key", ACCESS_KEY),
        Map.entry("weft.s3.secret-key", SECRET_KEY),
        Map.entry("weft.gateway.views.state-dir", dir.resolve("views").toString()),
        Map.entry("weft.gateway.explanations.model-cache", dir.resolve("models").toString()),
        Map.entry("weft.gateway.intake.max-image-size", "1M"),
        Map.entry("weft.gateway.intake.publish-timeout", "2S"),
        Map.entry("weft.gateway.labels.count-age", "100MS"),
        Map.entry("weft.gateway.system.age", "100MS"),
        // A trainer in the same process would bring its own value.
        Map.entry("weft.trainer.trigger.labels", "500"),
        Map.entry("weft.gateway.live.ring", "4"),
        Map.entry("weft.gateway.rollouts.wait", "3S"),
        Map.entry("weft.gateway.reconcile.interval", "1S"),
        Map.entry("weft.gateway.reconcile.grace", "1S"));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        (StoreSwitch) new Switch(), new TestInjector.MatchesType(StoreSwitch.class));
  }

  @Override
  public void stop() {
    store.close();
    broker.close();
  }

  private static void startStore() {
    store = EmbeddedStore.start(dir.resolve("s3"), storePort, ACCESS_KEY, SECRET_KEY);
  }

  private static void makeBucket() {
    var settings = StoreSettings.of(store.endpoint(), ACCESS_KEY, SECRET_KEY);
    try (var client = new S3ObjectStore(settings)) {
      client.ensureBucket("weft");
    }
  }

  /** Stops the store and starts it again. */
  public interface StoreSwitch {
    void off();

    void on();
  }

  private static final class Switch implements StoreSwitch {
    @Override
    public void off() {
      store.close();
    }

    @Override
    public void on() {
      startStore();
    }
  }
}
