package dev.weft.classifier.consume;

import dev.weft.classifier.observe.FailureTracker;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.kafka.group.Memberships.Membership;
import dev.weft.kafka.group.TransactionalMember;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * One membership in the consumer group, from subscribing to closing. Each round of its loop runs
 * submitted tasks, commits what is ready, pauses or resumes partitions and polls; no step blocks
 * longer than a poll, a transaction or a drain.
 */
public final class GroupMembership implements Membership {

  /** Records and tasks end a poll at once; only a stop waits for its end. */
  private static final Duration POLL = Duration.ofMillis(250);

  private static final long POLL_NANOS = Duration.ofMillis(20).toNanos();

  private final TransactionalMember member;
  private final Consumer<String, byte[]> consumer;
  private final AssignedPartitions assigned;
  private final TransactionCommitter commits;
  private final PollThreadTasks tasks;
  private final Opener opener;
  private final FailureTracker tracker;
  private final Duration drain;
  private final String topic;
  private final Heartbeat heartbeat;

  /**
   * Reads the answered ids of new partitions on another thread, and has the poll thread open them.
   */
  public interface Opener {
    void open(List<AssignedPartition> added, AssignedPartitions assigned);
  }

  /** Is notified of each round of the loop. */
  public interface Heartbeat {
    public void beat(int partitions, int inFlight);
  }

  /**
   * @param member closed here
   * @param topic of the records that are answered
   */
  public GroupMembership(
      TransactionalMember member,
      AssignedPartitions assigned,
      TransactionCommitter commits,
      PollThreadTasks tasks,
      Opener opener,
      FailureTracker tracker,
      Duration drain,
      String topic,
      Heartbeat heartbeat) {
    this.member = member;
    this.consumer = member.consumer();
    this.assigned = assigned;
    this.commits = commits;
    this.tasks = tasks;
    this.opener = opener;
    this.tracker = tracker;
    this.drain = drain;
    this.topic = topic;
    this.heartbeat = heartbeat;
    tasks.wakeBy(consumer::wakeup);
  }

  /**
   * Runs until {@code stopping} returns true, then finishes or abandons what is in flight.
   *
   * @throws org.apache.kafka.common.KafkaException if this membership is over: another process took
   *     the instance id, or access is denied
   */
  @Override
  public void run(BooleanSupplier stopping) {
    consumer.subscribe(List.of(topic), new Rebalance());
    while (!stopping.getAsBoolean()) {
      heartbeat.beat(assigned.all().size(), assigned.inFlight());
      tasks.runAll();
      commits.commitReady();
      holdBack();
      poll();
    }
    finish(assigned.partitions());
  }

  private void poll() {
    boolean submit = tasks.beforeWait();
    try {
      var records = consumer.poll(submit ? Duration.ZERO : commits.untilDue(POLL));
      records.forEach(assigned::accept);
      tracker.recovered(Stage.POLL);
    } catch (WakeupException e) {
      // Tasks were submitted: the next round runs them.
    } finally {
      tasks.afterWait();
    }
  }

  private void holdBack() {
    Set<TopicPartition> wanted = assigned.toPause();
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
   * Gives up partitions: cancels what has not been started, waits within the bound for what has,
   * commits what is ready, and leaves the rest to the next owner.
   */
  private void finish(Collection<TopicPartition> partitions) {
    var leaving = assigned.of(partitions);
    if (leaving.isEmpty()) {
      return;
    }
    leaving.forEach(AssignedPartition::cancelQueued);
    long until = System.nanoTime() + drain.toNanos();
    try {
      long left = drain.toNanos();
      while (left > 0 && leaving.stream().anyMatch(AssignedPartition::isWorthWaiting)) {
        tasks.runNext(Math.min(left, POLL_NANOS));
        leaving.forEach(AssignedPartition::cancelQueued);
        commits.commitReady();
        left = until - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tasks.runAll();
    commits.commitNow();
    assigned.abandon(partitions);
  }

  /**
   * Leaves the group, so that the partitions are reassigned at once. Abandons what is in flight.
   */
  @Override
  public void close() {
    assigned.abandon(assigned.partitions());
    tasks.wakeBy(() -> {});
    member.close();
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      var added = assigned.add(partitions);
      consumer.pause(partitions);
      opener.open(added, assigned);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      finish(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      assigned.abandon(partitions);
    }
  }
}
