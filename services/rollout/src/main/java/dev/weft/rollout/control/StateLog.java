package dev.weft.rollout.control;

import dev.weft.events.RolloutChanged;
import dev.weft.events.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.kafka.ReplicaClients;
import dev.weft.rollout.state.ModelState;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the compacted topic of the states. */
final class StateLog {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** Longer than a transaction may take, whose end it waits for. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ReplicaClients clients;
  private final EventCodec codec;
  private final RolloutFollower follower;

  StateLog(ReplicaClients clients, EventCodec codec, RolloutFollower follower) {
    this.follower = follower;
    this.clients = clients;
    this.codec = codec;
  }

  /**
   * What the topic says.
   *
   * @param states by model
   * @param orders whose answers it still holds, the oldest first
   */
  record Contents(Map<String, ModelState> states, Set<String> orders) {}

  /**
   * Reads everything that has been written until now, also by a transaction that has not ended yet:
   * its end is waited for, since it may be the last decision of whoever decided before.
   *
   * @throws TimeoutException if it does not end
   */
  Contents read() {
    Consumer<String, byte[]> reader = clients.observer("states", "read_committed");
    try {
      List<TopicPartition> partitions =
          reader.partitionsFor(Topics.ROLLOUTS_CHANGED).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      return read(reader, ends(partitions));
    } finally {
      reader.close(CloseOptions.timeout(CLOSE));
    }
  }

  private Contents read(Consumer<String, byte[]> reader, Map<TopicPartition, Long> ends) {
    var contents = new Contents(new HashMap<>(), new LinkedHashSet<>());
    long begun = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> reader.position(e.getKey()) < e.getValue())) {
      if (System.nanoTime() - begun > LONGEST.toNanos()) {
        throw new TimeoutException(
            "%s cannot be read to its end within %d s"
                .formatted(Topics.ROLLOUTS_CHANGED, LONGEST.toSeconds()));
      }
      reader.poll(POLL).forEach(record -> add(contents, record));
    }
    return contents;
  }

  /** Open transactions included, where a committed reader would see their beginning as the end. */
  private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    Consumer<String, byte[]> looker = clients.observer("ends", "read_uncommitted");
    try {
      // The client warns of each end that it has no place for.
      looker.assign(partitions);
      return looker.endOffsets(partitions);
    } finally {
      looker.close(CloseOptions.timeout(CLOSE));
    }
  }

  private void add(Contents contents, ConsumerRecord<String, byte[]> record) {
    Decoded<RolloutChanged> decoded = codec.decode(record, RolloutChanged.class);
    if (decoded instanceof Decoded.Valid<RolloutChanged> valid) {
      follower.restored(record);
      contents.states().put(valid.event().model(), ModelState.of(valid.event()));
      if (valid.event().cause().orderId() != null) {
        contents.orders().add(valid.event().cause().orderId());
      }
    } else if (decoded instanceof Decoded.Removed<RolloutChanged> removed) {
      contents.states().remove(removed.key());
    } else if (decoded instanceof Decoded.Invalid<RolloutChanged> invalid) {
      LogFields.about(
          Subject.model(record.key()),
          () ->
              Control.LOG.errorf(
                  "the state at %s is passed over, what was said before holds: %s",
                  EventCodec.origin(record), invalid.detail()));
    }
  }
}
