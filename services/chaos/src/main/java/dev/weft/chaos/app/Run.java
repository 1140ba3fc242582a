package dev.weft.chaos.app;

import dev.weft.chaos.check.CheckReport;
import dev.weft.chaos.check.CheckVerdict;
import dev.weft.chaos.check.Checker;
import dev.weft.chaos.cluster.Clocks;
import dev.weft.chaos.cluster.Cluster;
import dev.weft.chaos.cluster.ClusterLayout;
import dev.weft.chaos.cluster.Disks;
import dev.weft.chaos.cluster.Link;
import dev.weft.chaos.cluster.Network;
import dev.weft.chaos.cluster.Supervisor;
import dev.weft.chaos.history.HistoryReader;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.nemesis.Coordinators;
import dev.weft.chaos.nemesis.FaultScene;
import dev.weft.chaos.nemesis.Nemesis;
import dev.weft.chaos.nemesis.Sequence;
import dev.weft.chaos.workload.Mix;
import dev.weft.chaos.workload.SystemUnderTest;
import dev.weft.chaos.workload.Workload;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import dev.weft.testsupport.JitOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A run: a cluster, clients, faults, and the checker's verdict. */
final class Run implements AutoCloseable {
  /** Size of each disk that can be filled, in runs without trainings. */
  private static final long DISK_MEGABYTES = 1500;

  private static final Duration START = Duration.ofMinutes(10);
  private static final long POLL_MILLIS = 500;

  /** Versions serve immediately, and missed images are found soon. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "JAVA_TOOL_OPTIONS", String.join(" ", JitOptions.DELAYED_C2),
          "WEFT_ROLLOUT_FIRST_POLICY_STRATEGY", "all-at-once",
          "WEFT_GATEWAY_RECONCILE_INTERVAL", "PT20S");

  private final ChaosOptions options;
  private final Consumer<String> tell;
  private final Cluster cluster;
  private final Network network;
  private final Supervisor supervisor;
  private final Optional<Clocks> clocks;
  private final Optional<Disks> disks;
  private final Map<String, Integer> restarts = new ConcurrentHashMap<>();
  private final Deque<AutoCloseable> begun = new ArrayDeque<>();
  private final Thread hook = new Thread(this::stop, "chaos-stop");

  /**
   * @param tell receives lines for people
   */
  Run(ChaosOptions options, ClusterLayout layout, Consumer<String> tell) {
    this.options = options;
    this.tell = tell;
    this.cluster = new Cluster(options.root(), options.dir().resolve("cluster"), layout);
    this.network = new Network(this::processes);
    this.supervisor = new Supervisor(cluster, this::restarted);
    this.clocks =
        options.kinds().contains(Sequence.Kind.CLOCK) && Clocks.areThere()
            ? Optional.of(new Clocks(cluster.data()))
            : Optional.empty();
    this.disks =
        options.kinds().contains(Sequence.Kind.DISK) && Disks.areAllowed()
            ? Optional.of(new Disks(cluster.data(), DISK_MEGABYTES))
            : Optional.empty();
  }

  private Map<String, Long> processes() {
    Map<String, Long> all = new HashMap<>(cluster.processes());
    all.put(Link.CLIENTS, ProcessHandle.current().pid());
    return all;
  }

  private void restarted(String name, String why) {
    restarts.merge(name + ": " + why, 1, Integer::sum);
    tell.accept("       restarted        " + name + ", " + why);
  }

  /** Runs it; returns the exit code: 0 if all guarantees held, 1 otherwise. */
  int call() throws IOException, InterruptedException {
    if (Files.exists(cluster.data())) {
      throw new IllegalArgumentException(
          "%s already exists, from another run; specify a new folder".formatted(cluster.data()));
    }
    Files.createDirectories(options.dir());
    Path file = options.dir().resolve("history.jsonl");
    tell.accept(
        "seed %d, %s, all in %s".formatted(options.seed(), options.length(), options.dir()));
    Runtime.getRuntime().addShutdownHook(hook);
    start();
    try (HistoryWriter history = new HistoryWriter(file);
        Workload workload =
            Workload.start(target(), mix(), options.model().images(), options.seed(), history)) {
      await("the first image is accepted", START, () -> workload.acknowledged() > 0);
      Nemesis nemesis = disturb(history);
      tell.accept(
          "%d faults were injected, %d skipped; %d images were accepted; waiting for recovery"
              .formatted(nemesis.done(), nemesis.skipped().size(), workload.acknowledged()));
      heal();
      workload.finish(options.quiesce());
      tell.accept(workload.acknowledged() + " images were accepted in total");
    }
    stop();
    return decide(file);
  }

  private void start() throws InterruptedException {
    cluster.layout().forward(network);
    begun.push(network);
    disks.ifPresent(all -> Sequence.withDisks(cluster.layout()).forEach(all::mount));
    disks.ifPresent(begun::push);
    begun.push(cluster::down);
    tell.accept("starting " + String.join(", ", cluster.layout().processNames()));
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(options.settings());
    // Concurrently, since no service becomes ready without a bucket.
    CompletableFuture<Void> published = CompletableFuture.runAsync(this::publish);
    try {
      cluster.up(settings, clocks.isPresent() ? List.of("--clocks") : List.of());
      published.join();
    } finally {
      published.cancel(false);
    }
    await("everything is ready", START, supervisor::allReady);
    supervisor.begin();
    begun.push(supervisor);
  }

  private void publish() {
    try {
      await("the store is ready", START, () -> supervisor.isReady(ClusterLayout.STORE_NAME));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try (ObjectStore store = new S3ObjectStore(store())) {
      store.ensureBucket(ServedModel.BUCKET);
      options.model().publish(store, options.dir());
    }
  }

  private Nemesis disturb(HistoryWriter history) throws InterruptedException {
    try (Coordinators coordinators = new Coordinators(kafka())) {
      FaultScene scene = new FaultScene(cluster, network, supervisor, coordinators, clocks, disks);
      Nemesis nemesis = new Nemesis(scene, history, tell);
      nemesis.run(
          Sequence.of(options.seed(), options.length(), cluster.layout(), options.kinds()),
          options.length());
      return nemesis;
    }
  }

  private void heal() throws InterruptedException {
    network.mendAll();
    try {
      await("everything is ready again", options.quiesce(), supervisor::allReady);
    } catch (IllegalStateException e) {
      // The effect is found in the history, which must have an end.
      tell.accept(e.getMessage());
    }
  }

  private void await(String what, Duration timeout, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "not reached within %s: %s; not ready: %s"
                .formatted(timeout, what, supervisor.unready()));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private int decide(Path file) throws IOException {
    Checker checker = new Checker();
    HistoryReader.read(file, checker::add);
    CheckVerdict verdict = checker.verdict();
    restarts.forEach((what, count) -> tell.accept("%dx %s".formatted(count, what)));
    CheckReport report = new CheckReport(verdict);
    StringWriter said = new StringWriter();
    report.print(new PrintWriter(said));
    tell.accept(said.toString());
    Files.writeString(options.dir().resolve("verdict.json"), report.json());
    tell.accept(
        verdict.isClean()
            ? "All guarantees held (seed %d)".formatted(options.seed())
            : "%d guarantees were violated (seed %d): %s"
                .formatted(verdict.broken().size(), options.seed(), file));
    return verdict.isClean() ? 0 : 1;
  }

  private SystemUnderTest target() {
    return new SystemUnderTest(
        cluster.layout().gatewayAddresses(), kafka(), store(), ServedModel.BUCKET, null);
  }

  private Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", cluster.layout().bootstrapServers());
  }

  private StoreSettings store() {
    Map<String, String> keys = cluster.storeKeys();
    return StoreSettings.of(
        cluster.layout().store(), keys.get("WEFT_S3_ACCESS_KEY"), keys.get("WEFT_S3_SECRET_KEY"));
  }

  private Mix mix() {
    Duration trainings = options.trains() ? Duration.ofSeconds(90) : Duration.ZERO;
    return new Mix(
        ServedModel.NAME, 4, options.rate(), 0.3, 0.1, 0.02, trainings, Duration.ofSeconds(20));
  }

  private synchronized void stop() {
    while (!begun.isEmpty()) {
      try {
        begun.pop().close();
      } catch (Exception e) {
        tell.accept("cannot be stopped: " + e);
      }
    }
  }

  @Override
  public void close() {
    stop();
  }
}
