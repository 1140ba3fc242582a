package dev.weft.trainer.orders;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.group.Memberships.Membership;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.group.TransactionalMember;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import dev.weft.trainer.run.TrainingExecutor;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * One membership in the trainers' group, from subscribing to closing. The poll loop never waits for
 * a training. All requests for a model are in one partition, whose owner processes them in order,
 * one at a time over all its partitions.
 *
 * <p><b>Guarantee.</b> A request's offset is committed in the transaction that publishes how it
 * ended. A request is therefore retried until it has ended, and a {@code read_committed} consumer
 * sees each version published exactly once.
 */
final class TrainingMember implements Membership {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofSeconds(10);

  private static final int MOST_RECORDS = 100;

  /** Maximum number of orders of a partition that are held in memory. */
  private static final int MOST_WAITING = 1000;

  private final TransactionalMember member;
  private final Consumer<String, byte[]> consumer;
  private final ProgressSender progress;
  private final EventCodec codec;
  private final CompletionEvents ends;
  private final TrainingExecutor work;
  private final Backoff backoff;
  private final TrainingListener listener;
  private final TrainingTracing follower;
  private final Semaphore seat;
  private final Map<TopicPartition, TrainingQueue> queues = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private TrainingJob job;

  TrainingMember(
      ReplicaClients clients,
      EventCodec codec,
      TrainingExecutor work,
      Backoff backoff,
      TrainingListener listener,
      Semaphore seat) {
    this.member =
        new TransactionalMember(clients.memberOfQuietTopics(MOST_RECORDS), clients::transactional);
    this.consumer = member.consumer();
    this.progress = new ProgressSender(clients.plain("progress"), codec, listener);
    this.codec = codec;
    this.ends = new CompletionEvents(codec);
    this.work = work;
    this.backoff = backoff;
    this.listener = listener;
    this.follower = listener.follower();
    this.seat = seat;
  }

  /**
   * Runs until {@code stopping} returns true.
   *
   * @throws KafkaException if this membership has ended, or the broker is unavailable for long
   */
  @Override
  public void run(BooleanSupplier stopping) {
    consumer.subscribe(List.of(Topics.TRAINING_REQUESTED), new Rebalance());
    while (!stopping.getAsBoolean()) {
      consumer.poll(POLL).forEach(this::accept);
      holdBack();
      if (job == null) {
        begin();
      } else if (job.isOver()) {
        end();
      }
      listener.round(waiting(), job != null, !queues.isEmpty());
    }
  }

  private void accept(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    TrainingQueue queue = queues.get(partition);
    Optional<TrainingRequested> cancelled = queue.add(record.offset(), order(record));
    if (cancelled.isEmpty()) {
      return;
    }
    String id = cancelled.get().trainingId();
    if (job != null && job.request().trainingId().equals(id)) {
      job.cancel();
    } else {
      // Published again if the request is read again: its offset may not be committed yet.
      commit(partition, List.of(ends.cancelled(cancelled.get())), List.of(id));
      listener.ended(TrainingState.CANCELLED);
    }
  }

  private TrainingOrder order(ConsumerRecord<String, byte[]> record) {
    Decoded<? extends WeftEvent> decoded = codec.decode(record);
    if (decoded instanceof Decoded.Valid<? extends WeftEvent> valid
        && valid.event() instanceof TrainingOrder order) {
      if (order instanceof TrainingRequested request) {
        follower.ordered(record, request);
      }
      return order;
    }
    if (decoded instanceof Decoded.Invalid<? extends WeftEvent> invalid) {
      LOG.warnf("skipped invalid order at %s: %s", EventCodec.origin(record), invalid.detail());
    }
    return null;
  }

  private void holdBack() {
    for (var queue : queues.entrySet()) {
      boolean full = queue.getValue().size() >= MOST_WAITING;
      if (full != consumer.paused().contains(queue.getKey())) {
        if (full) {
          consumer.pause(List.of(queue.getKey()));
        } else {
          consumer.resume(List.of(queue.getKey()));
        }
      }
    }
  }

  /**
   * Starts the oldest request of the partitions that have been read to their end, or as far as
   * memory permits, so that its cancellation would be known.
   */
  private void begin() {
    commitWhatIsNoRequest();
    queues.entrySet().stream()
        .filter(queue -> isRead(queue.getKey()))
        .flatMap(queue -> queue.getValue().first().map(r -> Map.entry(queue.getKey(), r)).stream())
        .min(Comparator.comparing(next -> next.getValue().requestedAt()))
        .ifPresent(next -> begin(next.getKey(), next.getValue()));
  }

  private void begin(TopicPartition partition, TrainingRequested request) {
    List<String> sameAs = queues.get(partition).sameAs(request);
    job = new TrainingJob(partition, request, sameAs, work, progress, follower, backoff, seat);
    job.start();
  }

  private boolean isRead(TopicPartition partition) {
    OptionalLong lag = consumer.currentLag(partition);
    return consumer.paused().contains(partition) || lag.isPresent() && lag.getAsLong() == 0;
  }

  /**
   * Without this commit, cancellations and invalid orders would be read again after each restart.
   */
  private void commitWhatIsNoRequest() {
    for (var queue : queues.entrySet()) {
      boolean moved = queue.getValue().committable() > committed.getOrDefault(queue.getKey(), -1L);
      if (moved && queue.getValue().size() == 0 && queue.getValue().committable() > 0) {
        commit(queue.getKey(), List.of(), List.of());
      }
    }
  }

  private void end() {
    TrainingJob over = job;
    job = null;
    TrainingQueue queue = queues.get(over.partition());
    Optional<TrainingOutcome> outcome = over.outcome();
    if (queue == null || outcome.isEmpty()) {
      return;
    }
    progress.flush();
    // Requests that were cancelled in the meantime have already ended.
    List<String> sameAs = outcome.get().sameAs().stream().filter(queue::isWaiting).toList();
    List<String> ended = new ArrayList<>();
    ended.add(over.request().trainingId());
    ended.addAll(sameAs);
    if (over.isAnnounced()) {
      commit(over.partition(), List.of(), ended);
      follower.ended(over.request().trainingId());
      return;
    }
    var events = ends.of(over.request(), outcome.get(), sameAs);
    events.forEach(event -> follower.answering(over.request(), outcome.get(), event));
    commit(over.partition(), events, ended);
    follower.ended(over.request().trainingId());
    listener.ended(outcome.get().state());
    clean(over.request().trainingId());
  }

  private void clean(String trainingId) {
    try {
      work.clean(trainingId);
    } catch (StoreUnavailableException | StoreRefusedException | UncheckedIOException e) {
      LogFields.about(
          Subject.training(trainingId, null),
          () ->
              LOG.warnf(
                  "training=%s: working files could not be removed: %s",
                  trainingId, e.getMessage()));
    }
  }

  /**
   * Commits events together with the offset that the partition reaches once these requests have
   * ended.
   */
  private void commit(
      TopicPartition partition, List<ProducerRecord<String, byte[]>> events, List<String> ended) {
    TrainingQueue queue = queues.get(partition);
    ended.forEach(queue::end);
    long offset = queue.committable();
    member.commit(events, Map.of(partition, new OffsetAndMetadata(offset)));
    committed.put(partition, offset);
  }

  private int waiting() {
    int waiting = queues.values().stream().mapToInt(TrainingQueue::size).sum();
    return job == null ? waiting : Math.max(0, waiting - 1);
  }

  /** Leaves the group, so that another trainer takes over at once. */
  @Override
  public void close() {
    lose(queues.keySet());
    try {
      member.close();
    } finally {
      progress.close();
    }
  }

  private void lose(Collection<TopicPartition> partitions) {
    if (job != null && partitions.contains(job.partition())) {
      job.giveUp();
      job.await(STOP);
      job = null;
    }
    List.copyOf(partitions).forEach(queues::remove);
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> queues.put(partition, new TrainingQueue()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      lose(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      lose(partitions);
    }
  }
}
