package dev.weft.rollout.control;

import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.kafka.group.Memberships.Membership;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.group.TransactionalMember;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.rollout.cluster.ObservedClusters;
import dev.weft.rollout.retention.Retention;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One membership in the consumer group, from subscribing to closing. All orders of a model are in
 * one partition; the replica that owns the partition is the only one that answers them and advances
 * the model's rollout.
 *
 * <p><b>Guarantee.</b> The offset of an order is committed in the transaction that answers it, so
 * each order has exactly one answer. States and refusals carry the offset of the partition's last
 * answered order, so that no order up to it is answered again if the group's offsets are lost; and
 * orders that are too old are refused. A decision without an order is committed with the
 * partition's unchanged offset: the group coordinator rejects it from a member that has lost the
 * partition without knowing. Before any decision the states are read to their end, including open
 * transactions.
 */
final class ControlLoop implements Membership {
  private static final Duration LONGEST_POLL = Duration.ofMillis(250);
  private static final int MOST_RECORDS = 100;

  private final TransactionalMember member;
  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;
  private final OrderHandler handler;
  private final StateLog log;
  private final ObservedClusters clusters;
  private final Retention retention;
  private final ControlSettings settings;
  private final ControlListener listener;
  private final RolloutTracing tracing;
  private final OwnedPartitions held = new OwnedPartitions();
  private final Set<TopicPartition> fresh = new HashSet<>();
  private long ticked = System.nanoTime();
  private long cleaned = System.nanoTime();

  ControlLoop(
      ReplicaClients clients,
      EventCodec codec,
      ObservedClusters clusters,
      Retention retention,
      ControlSettings settings,
      ControlListener listener) {
    this.member =
        new TransactionalMember(clients.memberOfQuietTopics(MOST_RECORDS), clients::transactional);
    this.consumer = member.consumer();
    this.codec = codec;
    this.handler =
        new OrderHandler(codec, clusters, settings.policy(), settings.orderMaxAge(), listener);
    this.tracing = listener.tracing();
    this.log = new StateLog(clients, codec, tracing);
    this.clusters = clusters;
    this.retention = retention;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Runs until {@code stopping} returns true.
   *
   * @throws KafkaException if this membership is over, or the broker is unavailable for long
   * @throws StoreUnavailableException if an order cannot be answered without the store
   */
  @Override
  public void run(BooleanSupplier stopping) {
    consumer.subscribe(List.of(Topics.ROLLOUTS_REQUESTED), new Rebalance());
    while (!stopping.getAsBoolean()) {
      var records = consumer.poll(min(LONGEST_POLL, settings.tick()));
      takeOver();
      try {
        decide(records);
      } catch (CommitFailedException e) {
        // The group was rebalanced: nothing was committed, and the next poll updates the
        // assignment.
        held.positions().forEach(consumer::seek);
      }
      listener.round(handler.states(), !held.isEmpty());
    }
  }

  private void decide(ConsumerRecords<String, byte[]> records) {
    records.forEach(this::answer);
    if (clusters.isKnown()) {
      ticked = every(settings.tick(), ticked, this::tick);
      cleaned = every(settings.retentionEvery(), cleaned, this::clean);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Runs the action if the interval has passed; returns the time of its last run. */
  private static long every(Duration interval, long last, Runnable what) {
    long now = System.nanoTime();
    if (now - last < interval.toNanos()) {
      return last;
    }
    what.run();
    return now;
  }

  /** Reads the states of the models in newly assigned partitions. */
  private void takeOver() {
    if (fresh.isEmpty()) {
      return;
    }
    int partitions = consumer.partitionsFor(Topics.ROLLOUTS_REQUESTED).size();
    // Waits for offsets that an open transaction is about to commit, which may contain a decision.
    var committed = consumer.committed(fresh);
    var beginnings = consumer.beginningOffsets(fresh);
    var ends = consumer.endOffsets(fresh);
    StateLog.Contents contents = log.read();
    for (TopicPartition partition : fresh) {
      OffsetAndMetadata offset = committed.get(partition);
      long position = offset == null ? beginnings.get(partition) : offset.offset();
      long behind = contents.behindAnswered(partition.partition(), ends.get(partition));
      if (behind > position) {
        logSkipped(partition, position, behind);
      }
      held.add(partition.partition(), Math.max(position, behind), partitions);
    }
    handler.learn(contents, model -> held.holderOf(model).isPresent());
    fresh.clear();
  }

  private static void logSkipped(TopicPartition partition, long position, long behind) {
    Control.LOG.warnf(
        "according to the offsets of the group, %s was read up to offset %d, but according to the"
            + " states and refusals, the orders before %d have been answered, and are skipped. The"
            + " offsets of the group may have been lost: check offsets.retention.minutes of the"
            + " broker.",
        partition, position, behind);
  }

  private void answer(ConsumerRecord<String, byte[]> record) {
    if (!held.awaits(record)) {
      return;
    }
    Decoded<RolloutRequested> decoded = codec.decode(record, RolloutRequested.class);
    if (decoded instanceof Decoded.Valid<RolloutRequested> valid) {
      answer(record, valid);
    } else if (decoded instanceof Decoded.Invalid<RolloutRequested> invalid) {
      Control.LOG.warnf("invalid order at %s: %s", EventCodec.origin(record), invalid.detail());
      commit(
          record, OrderReader.id(record).map(id -> handler.invalid(record, id, invalid.detail())));
    }
  }

  private void answer(
      ConsumerRecord<String, byte[]> record, Decoded.Valid<RolloutRequested> valid) {
    RolloutRequested order = valid.event();
    if (handler.isAnswered(order)) {
      commit(record, Optional.empty());
      return;
    }
    Optional<Decision> tooOld = handler.tooOld(record, order);
    if (tooOld.isPresent()) {
      commit(record, tooOld);
    } else if (held.partitionOf(order.model()) != record.partition()) {
      // Sent by a client that does not use Kafka's default partitioner.
      member.commit(List.of(codec.encode(order, valid.cloudEvent())), next(record));
      held.answered(record.partition(), record.offset());
    } else {
      if (handler.isUnserved(order.model())) {
        tick(order.model(), record.partition());
      }
      commit(record, Optional.of(handler.answer(record, order)));
    }
  }

  private void tick() {
    for (String model : handler.models()) {
      held.holderOf(model).ifPresent(partition -> tick(model, partition));
    }
  }

  private void tick(String model, int partition) {
    handler
        .next(model)
        .ifPresent(
            decision -> {
              follow(decision, null);
              member.commit(List.of(decision.record()), held.offsets(partition));
              tracing.decided(() -> handler.settle(decision));
            });
  }

  private void clean() {
    for (ModelState state : handler.states()) {
      if (state instanceof Served served) {
        try {
          clean(served, held.partitionOf(state.model()));
        } catch (RuntimeException e) {
          if (e instanceof KafkaException) {
            throw e;
          }
          LogFields.about(
              Subject.model(state.model()),
              () ->
                  Control.LOG.warnf(
                      "cannot remove old versions of %s: %s", state.model(), e.getMessage()));
        }
      }
    }
  }

  /**
   * Runs on the loop's thread, so that no order can be processed between the check and the removal.
   */
  private void clean(Served state, int partition) {
    retention.finish(state.model());
    OptionalInt removable = retention.oldestRemovable(state, Instant.now());
    if (removable.isPresent()) {
      // Fails if this replica no longer owns the partition.
      member.commit(List.of(), held.offsets(partition));
      var version = new ModelRef(state.model(), removable.getAsInt());
      clusters.remove(version);
      retention.remove(version);
      LogFields.about(
          Subject.version(version),
          () ->
              Control.LOG.infof(
                  "removed %s from the store because it is no longer needed", version));
    }
  }

  private void commit(ConsumerRecord<String, byte[]> record, Optional<Decision> decision) {
    decision.ifPresent(answer -> follow(answer, record));
    member.commit(decision.map(Decision::record).stream().toList(), next(record));
    held.answered(record.partition(), record.offset());
    decision.ifPresent(answer -> tracing.decided(() -> handler.settle(answer)));
  }

  private void follow(Decision decision, ConsumerRecord<String, byte[]> order) {
    if (decision instanceof Decision.Change change) {
      tracing.deciding(change.before(), change.after(), order, change.record());
    }
  }

  private static Map<TopicPartition, OffsetAndMetadata> next(
      ConsumerRecord<String, byte[]> record) {
    return OwnedPartitions.offsets(record.partition(), record.offset() + 1);
  }

  private void lose(Collection<TopicPartition> partitions) {
    fresh.removeAll(partitions);
    held.remove(partitions);
    handler.keep(model -> held.holderOf(model).isPresent());
  }

  /** Leaves the group, so that its partitions are reassigned at once. */
  @Override
  public void close() {
    listener.round(List.of(), false);
    member.close();
  }

  private final class Rebalance implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      fresh.addAll(partitions);
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
