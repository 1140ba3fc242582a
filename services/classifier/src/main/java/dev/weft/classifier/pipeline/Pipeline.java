package dev.weft.classifier.pipeline;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.batch.Batcher;
import dev.weft.classifier.batch.EngineLoop;
import dev.weft.classifier.batch.EngineThreads;
import dev.weft.classifier.consume.AssignedPartition;
import dev.weft.classifier.consume.AssignedPartitions;
import dev.weft.classifier.consume.DedupRecovery;
import dev.weft.classifier.consume.FirstOffsets;
import dev.weft.classifier.consume.GroupMembership;
import dev.weft.classifier.consume.KafkaClients;
import dev.weft.classifier.consume.PollThreadTasks;
import dev.weft.classifier.consume.RecordMapper;
import dev.weft.classifier.consume.TransactionCommitter;
import dev.weft.classifier.inflight.AnsweredFeatures;
import dev.weft.classifier.inflight.BatchItem;
import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.DecodedImage;
import dev.weft.classifier.inflight.ImageOutcome;
import dev.weft.classifier.inflight.InFlightImage;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.TensorSlots;
import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.PipelineListener;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.classifier.observe.RunningSteps;
import dev.weft.classifier.prepare.FaultAttribution;
import dev.weft.classifier.prepare.Fetcher;
import dev.weft.classifier.prepare.ImageDecoding;
import dev.weft.classifier.prepare.PreparationStage;
import dev.weft.classifier.prepare.Refetcher;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.classifier.shadow.ShadowSender;
import dev.weft.classifier.shadow.ShadowStage;
import dev.weft.classifier.synchronous.SynchronousInference;
import dev.weft.events.kafka.EventCodec;
import dev.weft.imaging.ImageReader;
import dev.weft.kafka.group.InstanceConflict;
import dev.weft.kafka.group.Memberships;
import dev.weft.kafka.group.TransactionalMember;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Answers upload events for one model until it is stopped.
 *
 * <p><b>Guarantee.</b> As seen by a {@code read_committed} consumer, each record of the upload
 * topic that {@linkplain ModelRouting this pipeline owns} is answered exactly once, by a classified
 * or a rejected event in the partition of the same number, whatever fails or is killed: offsets and
 * answers commit in one transaction, and only the owner of a partition can commit. Further records
 * for an image whose answer is among the last {@code answeredWindow} of its kind and partition are
 * skipped. Can be started once; not restartable.
 */
public final class Pipeline implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final Duration STOP_EXTRA = Duration.ofSeconds(15);

  private final PipelineSettings settings;
  private final RecordMapper mapper;
  private final ModelRouting routing;
  private final PipelineListener listener;
  private final InstantSource clock = InstantSource.system();
  private final KafkaClients clients;
  private final InstanceConflict conflict;
  private final PollThreadTasks tasks = new PollThreadTasks();
  private final FailureTracker tracker;
  private final StoreProbe probe;
  private final PreparationStage preparer;
  private final SynchronousInference direct;
  private final Batcher batcher;
  private final EngineThreads engines;
  private final ShadowStage shadows;
  private final RunningSteps steps = new RunningSteps();
  private final FirstOffsets firstOffsets;
  private final ExecutorService opener =
      Executors.newSingleThreadExecutor(DaemonThreads.numbered("weft-answered"));
  private final Thread poller = DaemonThreads.named("weft-poll", this::run);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile long round = System.nanoTime();
  private volatile int inFlight;
  private volatile int partitions;
  private volatile boolean joined;

  /**
   * The pipeline's collaborators, which it does not close.
   *
   * @param routing decides which images it owns
   * @param siblings the pipelines of this process, which it joins
   * @param features takes features of answers
   */
  public record Tools(
      ObjectStore store,
      ImageReader reader,
      Models models,
      EventCodec codec,
      ModelRouting routing,
      ProcessPipelines siblings,
      AnsweredFeatures features) {}

  public Pipeline(PipelineSettings settings, Tools tools, PipelineListener listener) {
    this(settings, tools, listener, new KafkaClients(settings));
  }

  public Pipeline(
      PipelineSettings settings, Tools tools, PipelineListener listener, KafkaClients clients) {
    this.settings = settings;
    this.mapper = new RecordMapper(tools.codec(), settings.topics());
    this.routing = tools.routing();
    this.listener = listener;
    this.clients = clients;
    this.conflict = clients.conflict();
    this.firstOffsets = new FirstOffsets(clients, settings, tools.codec(), routing, () -> stopping);
    this.tracker = new FailureTracker(settings.retry(), clock, listener);
    var work = settings.work();
    var fetcher = new Fetcher(tools.store(), settings.bucket(), work.maxImageBytes());
    var decoding = new ImageDecoding(tools.reader());
    var faults =
        new FaultAttribution(
            tools.store(), settings.bucket(), tools.models(), decoding, work.imageRetry(), clock);
    this.probe = new StoreProbe(faults::storeProblem);
    var budget = tools.siblings().fetched();
    this.preparer =
        new PreparationStage(
            work.prepareThreads(),
            new PreparationStage.Tools(fetcher, decoding, faults, steps),
            new PreparationStage.Memory(new TensorSlots(work.maxSlots()), budget),
            tools.models(),
            tools.routing(),
            new PreparationStage.Exits(this::prepared, this::complete),
            tracker,
            clock);
    this.batcher = new Batcher(work.maxWait(), this::underWay);
    this.direct = new SynchronousInference(settings.direct(), decoding, batcher::add);
    this.shadows =
        new ShadowStage(
            work.maxShadows(),
            tools.siblings()::areIdle,
            new Refetcher(fetcher, decoding, budget),
            new ShadowSender(clients::shadowProducer, mapper),
            listener,
            clock,
            settings.topLabels());
    var exits = new EngineLoop.Exits(this::complete, preparer::again, shadows, tools.features());
    this.engines =
        new EngineThreads(
            work.engineThreads(),
            () ->
                new EngineLoop(
                    batcher,
                    tools.models(),
                    exits,
                    steps,
                    tracker,
                    listener,
                    clock,
                    settings.topLabels()));
    tools.siblings().add(this);
  }

  /** Joins the group and starts processing. A model must serve already. */
  public void start() {
    engines.start();
    shadows.start();
    poller.start();
  }

  /** Number of images that will soon be in the queue. */
  private int underWay() {
    return preparer.underWay() + direct.underWay();
  }

  /** Whether no image is in progress. */
  boolean isIdle() {
    return underWay() == 0 && batcher.size() == 0 && !engines.isBusy();
  }

  private void prepared(DecodedImage prepared) {
    batcher.add(prepared);
  }

  /** Called by any thread. */
  private void complete(InFlightImage work, ImageOutcome outcome) {
    tasks.submit(() -> work.complete(outcome));
  }

  private void run() {
    try {
      new Memberships(conflict, tracker::delay)
          .run(() -> stopping, this::membership, this::failed, this::pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
      LOG.info("the pipeline has stopped");
    }
  }

  private void failed(RuntimeException e) {
    joined = false;
    tracker.failing(Stage.POLL, e);
  }

  private GroupMembership membership() {
    var member = new TransactionalMember(clients.member(), clients::producer);
    var fresh =
        new AssignedPartitions(
            mapper, routing, preparer::submit, listener, clock, settings.work().maxInFlight());
    var commits = new TransactionCommitter(fresh, member, mapper, tracker, listener, clock);
    return new GroupMembership(
        member,
        fresh,
        commits,
        tasks,
        (added, assigned) -> open(added, assigned, member.consumer()),
        tracker,
        settings.drain(),
        settings.topics().uploaded(),
        this::beat);
  }

  private void beat(int assigned, int taken) {
    round = System.nanoTime();
    partitions = assigned;
    inFlight = taken;
    if (assigned == 0) {
      tracker.released(Stage.FETCH);
      tracker.released(Stage.DECODE);
    }
  }

  private void pause(Duration delay) throws InterruptedException {
    long until = System.nanoTime() + delay.toNanos();
    while (!stopping && System.nanoTime() - until < 0) {
      round = System.nanoTime();
      tasks.runNext(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private void open(
      List<AssignedPartition> added, AssignedPartitions assigned, Consumer<String, byte[]> member) {
    joined = true;
    opener.execute(() -> recall(added, assigned, member));
  }

  /** Runs on its own thread: retries until it succeeds or the partitions are lost. */
  private void recall(
      List<AssignedPartition> added, AssignedPartitions assigned, Consumer<String, byte[]> member) {
    var answered = new DedupRecovery(clients, settings, mapper);
    for (int failures = 1; ; failures++) {
      var wanted = added.stream().filter(owned -> !owned.isAbandoned()).toList();
      if (wanted.isEmpty() || stopping) {
        tracker.released(Stage.RECALL);
        return;
      }
      try {
        var partitions = wanted.stream().map(AssignedPartition::partition).toList();
        var first = firstOffsets.find(partitions);
        var windows = answered.read(partitions);
        tasks.submit(
            () -> {
              var open = wanted.stream().filter(owned -> !owned.isAbandoned()).toList();
              first.keySet().retainAll(open.stream().map(AssignedPartition::partition).toList());
              FirstOffsets.begin(member, first);
              open.forEach(owned -> assigned.open(owned, windows.get(owned.partition())));
            });
        tracker.recovered(Stage.RECALL);
        return;
      } catch (KafkaException | IllegalStateException | BlockedException e) {
        tracker.failing(Stage.RECALL, e);
        try {
          Thread.sleep(tracker.delay(failures).toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** A read in progress ends by itself; one that hangs on an unavailable broker is interrupted. */
  private void stopOpener() {
    opener.shutdown();
    try {
      if (!opener.awaitTermination(2, TimeUnit.SECONDS)) {
        opener.shutdownNow();
      }
    } catch (InterruptedException e) {
      opener.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** Synchronous inference, which does not depend on Kafka. */
  public SynchronousInference direct() {
    return direct;
  }

  /**
   * A problem of the store that needs an operator's action, whether or not images arrive; queries
   * the store now. Empty if there is none, or if the store does not answer, which may be temporary.
   * Thread-safe; blocks for the store.
   */
  public Optional<String> storeProblem() {
    return probe.problem();
  }

  /** Current status. Thread-safe. */
  public PipelineStatus status() {
    Map<String, String> failing = new TreeMap<>();
    var blocked = new StringJoiner("; ").setEmptyValue("");
    tracker
        .now()
        .forEach(
            (stage, failure) -> {
              failing.put(
                  stage.name().toLowerCase(Locale.ROOT),
                  "since " + failure.since() + ": " + failure.cause());
              if (failure.blocking()) {
                blocked.add(failure.cause());
              }
            });
    return new PipelineStatus(
        poller.isAlive() && !stopping,
        Duration.ofNanos(System.nanoTime() - round),
        partitions,
        joined,
        inFlight,
        failing,
        blocked.length() == 0 ? null : blocked.toString(),
        steps.longest(),
        conflict.now().orElse(null));
  }

  /**
   * Stops: waits within the configured bound for work in progress and commits it, and leaves the
   * rest to the next owner. Returns when all threads that use Kafka have ended.
   */
  @Override
  public void close() {
    stopping = true;
    tasks.wake();
    try {
      if (poller.isAlive()
          && !stopped.await(settings.drain().plus(STOP_EXTRA).toMillis(), TimeUnit.MILLISECONDS)) {
        poller.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopOpener();
    preparer.close();
    direct.close();
    shadows.close();
    engines.close();
    batcher.drain().forEach(BatchItem::release);
  }
}
