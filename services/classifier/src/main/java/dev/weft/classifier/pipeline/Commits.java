package dev.weft.classifier.pipeline;

import dev.weft.classifier.pipeline.PipelineListener.Stage;
import dev.weft.events.ImageFailed;
import dev.weft.events.ImageRejected.Origin;
import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.Committer;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Commits what is ready in all lanes, in one transaction. After a failure nothing is computed
 * again: the results stay in their lanes, the group's offsets are asked which of them were
 * committed after all, and the others are sent again after a back-off. Belongs to the poll thread.
 */
final class Commits implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier.answers");
  private static final Duration ASK = Duration.ofSeconds(10);

  private final Lanes lanes;
  private final Committer committer;
  private final Consumer<String, byte[]> consumer;
  private final Wire wire;
  private final Trouble trouble;
  private final PipelineListener listener;
  private final Journeys journeys;
  private final InstantSource clock;
  private int failures;
  private boolean inDoubt;
  private long notBefore = System.nanoTime();

  Commits(
      Lanes lanes,
      Committer committer,
      Consumer<String, byte[]> consumer,
      Wire wire,
      Trouble trouble,
      PipelineListener listener,
      InstantSource clock) {
    this.lanes = lanes;
    this.committer = committer;
    this.consumer = consumer;
    this.wire = wire;
    this.trouble = trouble;
    this.listener = listener;
    this.journeys = listener.journeys();
    this.clock = clock;
  }

  /**
   * Commits if anything is ready and no back-off runs. The first call makes the producer, which
   * ends what a killed process of this instance left open.
   */
  void commitReady() {
    if (System.nanoTime() - notBefore >= 0) {
      commitNow();
    }
  }

  /** Commits if anything is ready, back-off or not. */
  void commitNow() {
    try {
      committer.open();
      if (lanes.all().stream().anyMatch(Lane::hasReady)) {
        if (inDoubt) {
          askWhatWasCommitted();
        }
        inDoubt = true;
        commit();
        inDoubt = false;
      }
      failures = 0;
      trouble.over(Stage.COMMIT);
    } catch (KafkaException | IllegalStateException e) {
      failures++;
      var delay = trouble.delay(failures);
      notBefore = System.nanoTime() + delay.toNanos();
      trouble.began(Stage.COMMIT, e);
    }
  }

  /** How long the poll thread may wait, when {@code most} is the longest it wants to. */
  Duration untilRetry(Duration most) {
    if (failures == 0) {
      return most;
    }
    var left = Duration.ofNanos(Math.max(0, notBefore - System.nanoTime()));
    return left.compareTo(most) < 0 ? left : most;
  }

  private void commit() {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    var results = new ArrayList<ProducerRecord<String, byte[]>>();
    for (Lane lane : lanes.all()) {
      var ready = lane.ready();
      if (ready != null) {
        offsets.put(lane.partition(), new OffsetAndMetadata(ready.nextOffset()));
        ready.results().forEach(outcome -> write(outcome, results));
      }
    }
    if (offsets.isEmpty()) {
      return;
    }
    long started = System.nanoTime();
    committer.commit(results, offsets, consumer.groupMetadata());
    offsets.forEach((partition, offset) -> settle(partition, offset.offset()));
    listener.committed(results.size(), Seconds.since(started));
  }

  private void write(Outcome outcome, List<ProducerRecord<String, byte[]>> results) {
    if (outcome instanceof Outcome.Classified classified) {
      add(wire.classified(classified.event(), classified.origin()), classified.origin(), results);
      write(classified.failure(), classified.origin(), results);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      add(wire.rejected(rejected.event()), rejected.event().origin(), results);
      write(rejected.failure(), rejected.event().origin(), results);
    }
  }

  private void write(
      ImageFailed failure, Origin origin, List<ProducerRecord<String, byte[]>> results) {
    if (failure != null) {
      results.add(wire.failed(failure, origin));
    }
  }

  private void add(
      ProducerRecord<String, byte[]> answer,
      Origin origin,
      List<ProducerRecord<String, byte[]>> results) {
    journeys.answering(origin, answer);
    results.add(answer);
  }

  private void askWhatWasCommitted() {
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
        committed(lanes.partitions()).entrySet()) {
      if (entry.getValue() != null) {
        settle(entry.getKey(), entry.getValue().offset());
      }
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    try {
      return consumer.committed(partitions, ASK);
    } catch (WakeupException e) {
      return consumer.committed(partitions, ASK);
    }
  }

  private void settle(TopicPartition partition, long nextOffset) {
    Instant now = clock.instant();
    for (Lane lane : lanes.of(Set.of(partition))) {
      if (lane.isOpen()) {
        lane.committed(nextOffset).forEach(outcome -> tell(outcome, now));
      }
    }
  }

  private void tell(Outcome outcome, Instant now) {
    if (outcome instanceof Outcome.Classified classified) {
      var event = classified.event();
      listener.classified(event, Seconds.between(event.uploadedAt(), now));
      tell(classified.origin(), event);
      tell(classified.failure());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      listener.rejected(rejected.event());
      tell(rejected.event().origin(), rejected.event());
      tell(rejected.failure());
    }
  }

  @SuppressWarnings("try") // the stay is only held
  private void tell(Origin origin, WeftEvent answer) {
    if (LOG.isDebugEnabled()) {
      try (var stay = journeys.at(origin)) {
        LogFields.about(
            Subject.of(answer), () -> LOG.debugf("%s is answered: %s", origin, answer.key()));
      }
    }
    journeys.answered(origin, answer);
  }

  private void tell(ImageFailed failure) {
    if (failure != null) {
      listener.failed(failure);
    }
  }

  @Override
  public void close() {
    committer.close();
  }
}
