package dev.weft.classifier.pipeline;

import dev.weft.classifier.pipeline.PipelineListener.Stage;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One membership in the consumer group, from subscribing to closing. Each round of its loop runs
 * the post, commits what is ready, pauses or resumes partitions and polls; nothing in it waits
 * longer than a poll, a transaction or a drain.
 */
final class Session implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(3);
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

  private final Consumer<String, byte[]> consumer;
  private final Lanes lanes;
  private final Commits commits;
  private final Mailbox mailbox;
  private final Opener opener;
  private final Trouble trouble;
  private final Duration drain;

  /** Finds out, on another thread, what new lanes have answered, and posts their opening. */
  interface Opener {
    void open(List<Lane> added, Lanes lanes);
  }

  /** Hears of each round of the loop. */
  interface Heartbeat {
    void beat(int partitions, int inFlight);
  }

  Session(
      Consumer<String, byte[]> consumer,
      Lanes lanes,
      Commits commits,
      Mailbox mailbox,
      Opener opener,
      Trouble trouble,
      Duration drain) {
    this.consumer = consumer;
    this.lanes = lanes;
    this.commits = commits;
    this.mailbox = mailbox;
    this.opener = opener;
    this.trouble = trouble;
    this.drain = drain;
    mailbox.wakeBy(consumer::wakeup);
  }

  /**
   * Runs until {@code stopping}, then finishes or abandons what is in flight.
   *
   * @throws org.apache.kafka.common.KafkaException if this membership is over: the instance id was
   *     taken by another, or access is refused
   */
  void run(String topic, BooleanSupplier stopping, Heartbeat heartbeat) {
    consumer.subscribe(List.of(topic), new Rebalance());
    while (!stopping.getAsBoolean()) {
      heartbeat.beat(lanes.all().size(), lanes.inFlight());
      mailbox.runAll();
      commits.commitReady();
      holdBack();
      poll();
    }
    finish(lanes.partitions());
  }

  private void poll() {
    boolean post = mailbox.beforeWait();
    try {
      var records = consumer.poll(post ? Duration.ZERO : commits.untilRetry(POLL));
      records.forEach(lanes::accept);
      trouble.over(Stage.POLL);
    } catch (WakeupException e) {
      // There is post: the next round runs it.
    } finally {
      mailbox.afterWait();
    }
  }

  private void holdBack() {
    Set<TopicPartition> wanted = lanes.toPause();
    wanted.retainAll(consumer.assignment());
    var resume = new HashSet<>(consumer.paused());
    resume.removeAll(wanted);
    wanted.removeAll(consumer.paused());
    if (!resume.isEmpty()) {
      consumer.resume(resume);
    }
    if (!wanted.isEmpty()) {
      consumer.pause(wanted);
    }
  }

  /**
   * Gives partitions up: what has not begun is cancelled at once, what has may finish within the
   * bound, what is ready then is committed, and the rest is left to the next owner.
   */
  private void finish(Collection<TopicPartition> partitions) {
    var leaving = lanes.of(partitions);
    if (leaving.isEmpty()) {
      return;
    }
    leaving.forEach(Lane::cancelQueued);
    long until = System.nanoTime() + drain.toNanos();
    try {
      long left = drain.toNanos();
      while (left > 0 && leaving.stream().anyMatch(Lane::isWorthWaiting)) {
        mailbox.runNext(Math.min(left, LOOK_AGAIN_NANOS));
        leaving.forEach(Lane::cancelQueued);
        commits.commitReady();
        left = until - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    mailbox.runAll();
    commits.commitNow();
    lanes.abandon(partitions);
  }

  /** Leaves the group, so that the partitions move at once. Abandons what is in flight. */
  @Override
  public void close() {
    lanes.abandon(lanes.partitions());
    mailbox.wakeBy(() -> {});
    try {
      consumer.close(
          CloseOptions.timeout(CLOSE)
              .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    } finally {
      commits.close();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      var added = lanes.add(partitions);
      consumer.pause(partitions);
      opener.open(added, lanes);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      finish(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lanes.abandon(partitions);
    }
  }
}
