package dev.weft.bench.peer;

import dev.weft.bench.peer.EventLoad.Run;
import dev.weft.bench.process.BackendProcesses;
import dev.weft.bench.process.JavaProcess;
import dev.weft.bench.process.ProcessorTimes;
import dev.weft.bench.setup.BenchPhotos;
import dev.weft.bench.setup.BenchServer;
import dev.weft.benchpeer.PeerSettings;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Runs Weft and the peers in turn, never at the same time: each reads events of the same images
 * from the same broker, and the images from the same store.
 */
final class PeerBench {
  private static final List<String> WEFT_ANSWERS =
      List.of(Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED);

  private final CommandSession session;
  private final PeerPlan plan;
  private final Map<String, String> settings;
  private String engine;

  /**
   * @param settings further settings of Weft
   */
  PeerBench(CommandSession session, PeerPlan plan, Map<String, String> settings) {
    this.session = session;
    this.plan = plan;
    this.settings = new HashMap<>(settings);
    this.settings.put("weft.classifier.max-batch", String.valueOf(plan.batch()));
    // Otherwise the images would be classified a second time, since they have no event by their
    // key.
    this.settings.putIfAbsent("weft.gateway.reconcile.prefixes", "uploads/");
  }

  PeerResult run(BenchPhotos photos) throws IOException {
    // A peer that is not built is an error before anything runs.
    plan.peers().forEach(peer -> peer.arguments(session.context()));
    Path work = Files.createTempDirectory("weft-bench");
    try (BackendProcesses backends = BackendProcesses.start(session.context(), work)) {
      List<ObjectRef> objects = EventLoad.store(backends, photos.files());
      List<Measured> weft = new ArrayList<>();
      Map<Peer, List<Measured>> peers = new EnumMap<>(Peer.class);
      for (int round = 1; round <= plan.rounds(); round++) {
        weft.add(weft(backends, objects, work, round));
        for (Peer peer : plan.peers()) {
          peers
              .computeIfAbsent(peer, unused -> new ArrayList<>())
              .add(peer(peer, backends, objects, work, round));
        }
      }
      Map<Peer, Measured> measured = new EnumMap<>(Peer.class);
      peers.forEach((peer, its) -> measured.put(peer, Measured.all(its)));
      return new PeerResult(photos.what(), plan, engine, Measured.all(weft), measured);
    } finally {
      Folders.delete(work);
    }
  }

  private Measured weft(BackendProcesses backends, List<ObjectRef> objects, Path work, int round) {
    step("Weft, round " + round);
    try (BenchServer server = BenchServer.start(session, work.resolve("weft"), backends, settings);
        EventLoad load =
            EventLoad.open(
                backends.bootstrapServers(), objects, Topics.IMAGES_UPLOADED, WEFT_ANSWERS)) {
      engine = server.ready().engine();
      return measure(load, server.pid(), backends, round);
    }
  }

  private Measured peer(
      Peer peer, BackendProcesses backends, List<ObjectRef> objects, Path work, int round) {
    step(peer.title() + ", round " + round);
    createTopics(peer, backends.bootstrapServers());
    Map<String, String> env =
        PeerSettings.env(
            backends.env(), "models/clothing/1/", peer.uploads(), peer.answers(), plan.batch());
    Path log = work.resolve("logs").resolve(peer.field() + "-" + round + ".log");
    try (JavaProcess process =
        JavaProcess.start(peer.field(), peer.arguments(session.context()), env, log)) {
      process.awaitLine(PeerSettings.READY);
      try (EventLoad load =
          EventLoad.open(
              backends.bootstrapServers(), objects, peer.uploads(), List.of(peer.answers()))) {
        return measure(load, process.pid(), backends, round);
      }
    }
  }

  private Measured measure(EventLoad load, long pid, BackendProcesses backends, int round) {
    load.run("warm-up-" + round, plan.warmUp(), plan.unanswered());
    double processor = ProcessorTimes.seconds(pid);
    double others = processor(backends);
    Run full = load.run("full-" + round, plan.images(), plan.unanswered());
    double fullProcessor = ProcessorTimes.seconds(pid) - processor;
    double fullOthers = processor(backends) - others;
    processor = ProcessorTimes.seconds(pid);
    Run single = load.run("single-" + round, plan.singles(), 1);
    return new Measured(
        full, fullProcessor, fullOthers, single, ProcessorTimes.seconds(pid) - processor);
  }

  private static double processor(BackendProcesses backends) {
    return backends.processes().stream()
        .mapToDouble(process -> ProcessorTimes.seconds(process.pid()))
        .sum();
  }

  /** Creates a peer's topics, with as many partitions as Weft's. */
  private static void createTopics(Peer peer, String bootstrapServers) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      if (admin.listTopics().names().get().contains(peer.uploads())) {
        return;
      }
      int partitions =
          admin
              .describeTopics(Set.of(Topics.IMAGES_UPLOADED))
              .allTopicNames()
              .get()
              .get(Topics.IMAGES_UPLOADED)
              .partitions()
              .size();
      admin
          .createTopics(
              List.of(
                  new NewTopic(peer.uploads(), partitions, (short) 1),
                  new NewTopic(peer.answers(), partitions, (short) 1)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new CliException(ExitCode.FAILED, "cannot create the topics: " + e.getCause(), "", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }

  private void step(String what) {
    session.note("- " + what);
  }
}
