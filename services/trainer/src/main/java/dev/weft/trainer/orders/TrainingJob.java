package dev.weft.trainer.orders;

import dev.weft.base.DaemonThreads;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.kafka.client.Backoff;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.run.TrainingExecutor;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.context.TrainingStoppedException;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Runs one training on a thread of its own, and retries it for as long as the store or the broker
 * is unavailable. The other methods are called by other threads.
 */
final class TrainingJob implements TrainingMonitor {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final TopicPartition partition;
  private final TrainingRequested request;
  private final List<String> sameAs;
  private final TrainingExecutor work;
  private final ProgressSender progress;
  private final TrainingTracing follower;
  private final Backoff backoff;
  private final Semaphore seat;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean cancelled;
  private volatile boolean givenUp;
  private volatile TrainingOutcome outcome;
  private volatile boolean announced;

  /**
   * @param seat the only permit to run a training: one that was given up may take a moment to stop
   */
  TrainingJob(
      TopicPartition partition,
      TrainingRequested request,
      List<String> sameAs,
      TrainingExecutor work,
      ProgressSender progress,
      TrainingTracing follower,
      Backoff backoff,
      Semaphore seat) {
    this.partition = partition;
    this.request = request;
    this.sameAs = List.copyOf(sameAs);
    this.work = work;
    this.progress = progress;
    this.follower = follower;
    this.backoff = backoff;
    this.seat = seat;
  }

  void start() {
    Subject subject = Subject.training(request.trainingId(), request.model());
    DaemonThreads.start("weft-training", () -> LogFields.about(subject, this::run));
  }

  private void run() {
    boolean seated = false;
    try {
      while (!seated) {
        continueOrStop();
        seated = seat.tryAcquire(50, TimeUnit.MILLISECONDS);
      }
      follower.follow(request, this::train);
    } catch (TrainingStoppedException e) {
      LOG.infof("training=%s is stopping on this trainer", request.trainingId());
    } catch (RuntimeException e) {
      LOG.errorf(e, "training=%s is stopping on this trainer", request.trainingId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (seated) {
        seat.release();
      }
      if (outcome == null) {
        follower.ended(request.trainingId());
      }
      ended.countDown();
    }
  }

  private void train() {
    LOG.infof("training=%s of model=%s is starting", request.trainingId(), request.model());
    for (int failures = 1; outcome == null; failures++) {
      attempt(failures);
    }
    LOG.infof(
        "training=%s ended as %s: %s",
        request.trainingId(), outcome.state().code(), outcome.detail());
  }

  private void attempt(int failures) {
    try {
      announced = work.isAnnounced(request.trainingId());
      outcome = work.run(request, sameAs, this);
    } catch (StoreUnavailableException | StoreRefusedException | KafkaException e) {
      LOG.warnf("training=%s is waiting: %s", request.trainingId(), e.getMessage());
      noted("waiting for the store or the broker: " + e.getMessage());
      pause(backoff.delay(failures, ThreadLocalRandom.current()));
    } catch (TrainingStoppedException e) {
      throw e;
    } catch (RuntimeException e) {
      // Not caused by the training, which would have an outcome then; an operator may fix it.
      LOG.errorf(e, "training=%s cannot continue", request.trainingId());
      noted("it cannot continue and is retried: " + e.getMessage());
      pause(backoff.delay(failures, ThreadLocalRandom.current()));
    }
  }

  private void pause(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    while (System.nanoTime() < until) {
      continueOrStop();
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw TrainingStoppedException.givenUp();
      }
    }
  }

  TopicPartition partition() {
    return partition;
  }

  TrainingRequested request() {
    return request;
  }

  /** Cancels the training, as soon as it checks for it and the store has recorded the outcome. */
  void cancel() {
    cancelled = true;
  }

  /** Stops the training on this trainer. */
  void giveUp() {
    givenUp = true;
  }

  /** Whether its thread has ended; without an outcome if the training was given up. */
  boolean isOver() {
    return ended.getCount() == 0;
  }

  Optional<TrainingOutcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** Whether the outcome was published before, so that the request is a repeated one. */
  boolean isAnnounced() {
    return announced;
  }

  /** Waits for its thread for at most {@code timeout}. */
  void await(Duration timeout) {
    try {
      if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        LogFields.about(
            Subject.training(request.trainingId(), request.model()),
            () -> LOG.warnf("training=%s did not stop within %s", request.trainingId(), timeout));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void check() {
    if (cancelled) {
      throw TrainingStoppedException.cancelled();
    }
    continueOrStop();
  }

  /** A cancellation is an outcome, which only a run can record. */
  private void continueOrStop() {
    if (givenUp) {
      throw TrainingStoppedException.givenUp();
    }
  }

  @Override
  public void began(TrainingPhase phase) {
    follower.phase(request.trainingId(), phase);
    progress.began(request, phase);
  }

  @Override
  public void learns(List<String> labels) {
    follower.learns(request.trainingId(), labels);
  }

  @Override
  public void progressed(PhaseProgress step) {
    progress.progressed(request, step);
  }

  @Override
  public void noted(String detail) {
    progress.noted(request, detail);
  }

  @Override
  public void joined(List<String> trainingIds) {
    trainingIds.forEach(id -> progress.joined(id, request));
  }
}
