package dev.weft.rollout.drift;

import dev.weft.base.DaemonThreads;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelDrifted;
import dev.weft.kafka.read.TopicFollower;
import dev.weft.rollout.measure.MeasuredTopic;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Evaluates drift at an interval, on a thread of its own, and continues after failures. Each drift
 * is reported once, also across restarts, by the replica that owns the model. If two replicas watch
 * a model at once, the drift may be reported twice but still leads to one training.
 */
public final class DriftRounds implements AutoCloseable {

  private static final Logger LOG = System.getLogger(DriftRounds.class.getName());
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final EventCodec codec;
  private final MeasuredTopic measured;
  private final Supplier<List<DriftTarget>> versions;
  private final Duration interval;
  private final Alarms alarms = new Alarms();
  private final TopicFollower follower;
  private final DriftRound round;
  private final ScheduledExecutorService thread;

  /**
   * Starts nothing yet.
   *
   * @param kafka client configuration
   * @param name of the threads and the client
   * @param measured figures of versions; not closed here
   * @param versions returns the serving versions with a reference, of the models that this replica
   *     owns now
   * @param publisher sends events and returns once the broker has acknowledged them, or throws
   * @param listener is notified of each evaluation
   * @param interval between two evaluations
   */
  public DriftRounds(
      Map<String, ?> kafka,
      String name,
      EventCodec codec,
      MeasuredTopic measured,
      Supplier<List<DriftTarget>> versions,
      Consumer<List<WeftEvent>> publisher,
      DriftListener listener,
      Duration interval) {
    this.codec = codec;
    this.measured = measured;
    this.versions = versions;
    this.interval = interval;
    this.round =
        new DriftRound(measured::newest, alarms, publisher, listener, InstantSource.system());
    this.follower = new TopicFollower(kafka, name, List.of(Topics.MODELS_DRIFTED), this::read);
    this.thread =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.single(name + "-rounds"));
  }

  /** Starts the thread; the topics must exist. */
  public void start() {
    follower.start();
    thread.scheduleWithFixedDelay(
        this::evaluate, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void evaluate() {
    if (!follower.isCaughtUp() || !measured.isCaughtUp()) {
      return;
    }
    try {
      round.run(versions.get());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "cannot evaluate drift, retrying", e);
    }
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    if (codec.decode(record, ModelDrifted.class) instanceof Decoded.Valid<ModelDrifted> valid) {
      ModelDrifted event = valid.event();
      alarms.begun(event.model(), event.of(), event.detectedAt());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    follower.close();
  }
}
