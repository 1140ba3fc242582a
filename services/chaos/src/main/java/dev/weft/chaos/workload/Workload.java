package dev.weft.chaos.workload;

import dev.weft.base.DaemonThreads;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import dev.weft.chaos.history.Operation.RecordRead;
import dev.weft.events.catalog.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Utils;

/**
 * Runs clients of a running system, and the recorder of its topics; both write one history. Clients
 * behave correctly: one idempotency key per image, and retries of the same upload until it is
 * acknowledged or refused.
 */
public final class Workload implements AutoCloseable {
  private static final Set<String> ENDS = Set.of("published", "rejected", "failed", "cancelled");
  private static final long MOMENT_MILLIS = 500;
  private static final Duration CLIENT_END = Duration.ofSeconds(60);
  private static final Duration READING = Duration.ofMinutes(5);

  private final SystemUnderTest target;
  private final Mix mix;
  private final Images images;
  private final ClientScene scene;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Uploaders uploaders;
  private final List<Thread> clients = new ArrayList<>();
  private final Set<String> trainings = new TreeSet<>();
  private final Recorder recorder;

  private Workload(
      SystemUnderTest target, Mix mix, Images images, long seed, HistoryWriter history) {
    this.target = target;
    this.mix = mix;
    this.images = images;
    this.scene =
        new ClientScene(
            new Gateways(target),
            "chaos-%s-".formatted(Long.toString(System.currentTimeMillis(), Character.MAX_RADIX)),
            history,
            new WorkloadProgress(),
            new WorkloadProgress(),
            target.apiKey() == null);
    history.add(
        new Operation.Begun(
            Instant.now(), seed, "%s against %s".formatted(mix, target.gateways())));
    recorder = new Recorder(target.kafka(), history, this::onRecord);
    uploaders = new Uploaders(scene, mix, images, ended);
    begin(seed);
  }

  /**
   * Starts the recorder and the clients.
   *
   * @param seed the seed of the clients; recorded in the history
   * @param history not closed
   */
  public static Workload start(
      SystemUnderTest target, Mix mix, Images images, long seed, HistoryWriter history) {
    return new Workload(target, mix, images, seed, history);
  }

  private void begin(long seed) {
    Random seeds = new Random(seed);
    for (int i = 0; i < mix.clients(); i++) {
      Random random = new Random(seeds.nextLong());
      begin("client-" + i, () -> uploaders.run(random));
    }
    Random orders = new Random(seeds.nextLong());
    if (!mix.trainings().isZero()) {
      begin("trainings", () -> new Trainers(scene, mix, ended).run());
    }
    if (!mix.rollouts().isZero()) {
      begin("rollouts", () -> new RolloutWorkload(scene, mix, ended, orders).run());
    }
  }

  private void begin(String name, Runnable client) {
    Thread thread = DaemonThreads.named(name, client);
    clients.add(thread);
    thread.start();
  }

  private void onRecord(RecordRead record) {
    if (record.event() == null) {
      return;
    }
    switch (record.topic()) {
      case Topics.IMAGES_CLASSIFIED -> {
        if (!record.event().path("role").asText().equals("shadow")) {
          scene.answers().ended(record.key());
        }
      }
      case Topics.IMAGES_REJECTED -> scene.answers().ended(record.key());
      case Topics.TRAINING_PROGRESSED -> {
        if (ENDS.contains(record.event().path("state").asText())) {
          String id = record.event().path("trainingId").asText();
          synchronized (trainings) {
            trainings.add(id);
          }
          scene.trainings().ended(id);
        }
      }
      default -> {}
    }
  }

  /** Number of images acknowledged so far. */
  public long acknowledged() {
    return scene.answers().begun();
  }

  /** Number of acknowledged images without an answer. */
  public long unanswered() {
    return scene.answers().open();
  }

  /**
   * Stops the clients, waits until all acknowledged images are answered, reads the data sets and
   * every topic to its end, and writes the end of the history. Images that are not answered in time
   * are found by the checker. All processes must be running again before.
   *
   * @param timeout how long to wait for the answers
   * @throws IllegalStateException if the topics cannot be read to their end
   */
  public void finish(Duration timeout) throws InterruptedException {
    ended.set(true);
    for (Thread client : clients) {
      client.join(CLIENT_END.toMillis());
      if (client.isAlive()) {
        throw new IllegalStateException(client.getName() + " did not end in " + CLIENT_END);
      }
    }
    long end = System.nanoTime() + timeout.toNanos();
    scene.answers().await(timeout);
    scene.trainings().await(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    askEachPartition(timeout);
    Map<String, Long> offsets = recorder.awaitEnd(READING);
    synchronized (trainings) {
      try {
        new DataSets(target, scene.history()).read(trainings, mix.model());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    // The recorder keeps reading while services commit, but nothing may follow the end.
    recorder.close();
    scene.history().add(new Operation.Ended(offsets, Instant.now()));
  }

  /** Waits for this long, or until the clients are to stop. */
  static void pause(Duration time, AtomicBoolean ended) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!ended.get() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
    }
  }

  /**
   * Waits for late duplicates: an image that is uploaded now to each partition is answered after
   * any second answer that is still pending there.
   */
  private void askEachPartition(Duration timeout) throws InterruptedException {
    int partitions = recorder.partitions(Topics.IMAGES_UPLOADED);
    AtomicBoolean late = new AtomicBoolean();
    Uploaders last = new Uploaders(scene, mix, images, late);
    Map<Integer, String> ids = new HashMap<>();
    for (int i = 0; ids.size() < partitions; i++) {
      String id = scene.prefix() + "end" + i;
      ids.putIfAbsent(partition(id, partitions), id);
    }
    Thread lastly =
        DaemonThreads.start(
            "last-client",
            () -> {
              try {
                for (String id : ids.values()) {
                  last.upload(id, images.number(Math.floorMod(id.hashCode(), 1000)));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    lastly.join(CLIENT_END.toMillis());
    late.set(true);
    lastly.join(CLIENT_END.toMillis());
    scene.answers().await(timeout);
  }

  /** The partitioning of Kafka's own clients. */
  private static int partition(String key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  /** Stops everything at once. */
  @Override
  public void close() {
    ended.set(true);
    if (closed.compareAndSet(false, true)) {
      clients.forEach(Thread::interrupt);
      recorder.close();
    }
  }
}
