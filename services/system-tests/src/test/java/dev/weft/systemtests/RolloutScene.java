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
 * A broker and a store, replicas of the application against them, and versions of a model that is
 * small enough to put the load on everything but the engine.
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

  /** Everything but broker and store, in a process of its own. */
  WeftProcess leader(String... settings) {
    return replica("leader", store.endpoint(), settings);
  }

  /** Gateway and classifier. */
  WeftProcess follower(String name, URI storeEndpoint, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    Collections.addAll(all, "-Dweft.rollout.enabled=false", "-Dweft.trainer.enabled=false");
    return replica(name, storeEndpoint, all.toArray(String[]::new));
  }

  /** Decides about rollouts beside the leader, and does nothing else. */
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
        // Not what is measured, and every replica does it at a time of its own.
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
