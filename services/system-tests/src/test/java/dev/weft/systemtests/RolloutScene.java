package dev.weft.systemtests;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.testsupport.models.ColourBundle;
import dev.weft.testsupport.models.ColourNetwork;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A broker, a store and replicas of the application that use them. The versions are of a small
 * model, so that the load is on everything but the inference engine.
 */
final class RolloutScene implements AutoCloseable {
  static final String MODEL = "colours";
  static final String BUCKET = "weft";

  private final Path folder;
  private final EmbeddedBroker broker;
  private final EmbeddedStore store;
  private final ObjectStore objects;
  private final List<WeftProcess> replicas = new ArrayList<>();

  RolloutScene(Path folder) {
    this.folder = folder;
    this.broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
    this.store = Backends.store(folder.resolve("store"), 0);
    this.objects = Backends.client(store);
    objects.ensureBucket(BUCKET);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  URI storeEndpoint() {
    return store.endpoint();
  }

  void publish(int version, ColourNetwork network) {
    new ColourBundle(MODEL, version, network)
        .objects()
        .forEach((key, bytes) -> objects.put(BUCKET, key, bytes, "application/octet-stream"));
  }

  /** Starts a process with all services; broker and store are outside. */
  WeftProcess leader(String... settings) {
    return replica("leader", store.endpoint(), settings);
  }

  /** Starts a process with gateway and classifier. */
  WeftProcess follower(String name, URI storeEndpoint, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    Collections.addAll(all, "-Dweft.rollout.enabled=false", "-Dweft.trainer.enabled=false");
    return replica(name, storeEndpoint, all.toArray(String[]::new));
  }

  /** Starts a process with another replica of the rollout service and nothing else. */
  WeftProcess decider(String name) {
    return replica(
        name,
        store.endpoint(),
        "-Dweft.rollout.instance-id=" + name,
        "-Dweft.classifier.enabled=false",
        "-Dweft.trainer.enabled=false");
  }

  private WeftProcess replica(String name, URI storeEndpoint, String... settings) {
    List<String> all = new ArrayList<>(List.of(Backends.credentials()));
    Collections.addAll(
        all,
        "-Dweft.classifier.model=" + MODEL,
        "-Dweft.classifier.instance-id=" + name,
        "-Dweft.classifier.report=1s",
        "-Dweft.rollout.replica-timeout=4s",
        "-Dweft.rollout.measure.window=2s",
        // It is not under test, and each replica would do it at another time.
        "-Dweft.gateway.reconcile.interval=0");
    Collections.addAll(all, settings);
    int kafkaPort = Integer.parseInt(broker.bootstrapServers().replaceAll(".*:", ""));
    WeftProcess replica =
        WeftProcess.against(
            kafkaPort, storeEndpoint, folder.resolve(name), all.toArray(String[]::new));
    replicas.add(replica);
    return replica;
  }

  @Override
  public void close() {
    replicas.forEach(WeftProcess::close);
    objects.close();
    store.close();
    broker.close();
  }
}
