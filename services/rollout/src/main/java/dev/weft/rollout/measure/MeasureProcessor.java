package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.Prediction;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.model.ServingRole;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Joins the outcomes of each version for an image, in whatever order they arrive, and reports the
 * cells that have changed. Ignores records that are not events, concern no version, are older than
 * the retention or are about an image that was erased.
 */
final class MeasureProcessor implements Processor<String, byte[], String, byte[]> {

  private static final String SOURCE = "/weft/rollout";

  /** So many reports can be sent well within {@code max.poll.interval.ms}. */
  private static final int REPORTS_AT_ONCE = 500;

  private final EventCodec codec;
  private final Windows windows;
  private final Duration emit;
  private ProcessorContext<String, byte[]> context;
  private ImageHistories histories;
  private WindowStatsStore stats;

  MeasureProcessor(EventCodec codec, Windows windows, Duration emit) {
    this.codec = codec;
    this.windows = windows;
    this.emit = emit;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    histories = new ImageHistories(context.getStateStore(MeasureTopology.TRACES), windows);
    stats =
        new WindowStatsStore(
            context.getStateStore(MeasureTopology.TALLIES),
            context.getStateStore(MeasureTopology.UNREPORTED));
    context.schedule(emit, PunctuationType.WALL_CLOCK_TIME, this::report);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Decoded<? extends WeftEvent> decoded = codec.decode(asConsumed(record));
    if (decoded instanceof Decoded.Valid<? extends WeftEvent> valid) {
      handle(valid.event());
    } else if (decoded instanceof Decoded.Removed<? extends WeftEvent> removed
        && isOf(Topics.IMAGES_LABELED)) {
      labeled(removed.key(), null, false, Instant.MIN);
    }
  }

  private boolean isOf(String topic) {
    return context.recordMetadata().orElseThrow().topic().equals(topic);
  }

  private void handle(WeftEvent event) {
    if (event instanceof ImageClassified answer) {
      Prediction first = answer.predictions().get(0);
      outcome(
          answer,
          answer.model(),
          answer.role(),
          VersionOutcome.Kind.CLASSIFIED,
          first,
          counts -> counts.plus(answer));
    } else if (event instanceof ImageFailed failed) {
      outcome(
          failed,
          failed.model(),
          failed.role(),
          VersionOutcome.Kind.FAILED,
          null,
          WindowStats::failed);
    } else if (event instanceof ImageRejected rejected && rejected.model() != null) {
      // The event does not contain the role: see Measurements.figures.
      outcome(
          rejected,
          rejected.model(),
          ServingRole.PRIMARY,
          VersionOutcome.Kind.REJECTED,
          null,
          WindowStats::rejected);
    } else if (event instanceof ImageErased erased) {
      histories.erase(erased.imageId(), context.currentSystemTimeMs());
    } else if (event instanceof ImageLabeled labeled) {
      labeled(
          labeled.imageId(),
          labeled.label(),
          labeled.selection() == LabelSelection.RANDOM,
          labeled.labeledAt());
    }
  }

  private void outcome(
      WeftEvent event,
      ModelRef model,
      ServingRole role,
      VersionOutcome.Kind kind,
      Prediction first,
      UnaryOperator<WindowStats> change) {
    long now = context.currentSystemTimeMs();
    OptionalLong window = windows.of(event.occurredAt(), now);
    if (window.isEmpty()) {
      return;
    }
    Optional<ImageHistories.Entry> known = histories.of(event.key(), now);
    if (known.isEmpty()) {
      return;
    }
    ImageHistories.Entry entry = known.get();
    var outcome =
        new VersionOutcome(
            new PartitionWindow(model, role, window.getAsLong()),
            kind,
            first == null ? null : first.label(),
            first == null ? null : first.probability());
    if (entry.history().refuses(outcome)) {
      return;
    }
    stats.change(outcome.cell(), change);
    if (kind == VersionOutcome.Kind.CLASSIFIED) {
      compare(entry.history(), outcome);
    }
    histories.put(entry, entry.history().plus(outcome));
  }

  private void compare(ImageHistory history, VersionOutcome outcome) {
    String truth = history.label();
    if (truth != null) {
      stats.amend(outcome.cell(), counts -> labeled(counts, outcome, history, 1));
    }
    for (VersionOutcome other : history.predictions()) {
      if (outcome.isComparedWith(other)) {
        boolean agree = outcome.label().equals(other.label());
        stats.amend(outcome.cell(), counts -> counts.compared(agree));
        stats.amend(other.cell(), counts -> counts.compared(agree));
      }
      if (truth != null) {
        pair(outcome, other, truth, 1);
        pair(other, outcome, truth, 1);
      }
    }
  }

  private void pair(VersionOutcome one, VersionOutcome other, String truth, int images) {
    if (one.isPairedWith(other)) {
      int against = other.cell().model().version();
      stats.amend(
          one.cell(),
          counts -> counts.paired(against, one.isRight(truth), other.isRight(truth), images));
    }
  }

  /** The topic is compacted: the record with the higher offset wins, whatever its timestamp. */
  private void labeled(String imageId, String label, boolean atRandom, Instant at) {
    long now = context.currentSystemTimeMs();
    Optional<ImageHistories.Entry> known = histories.of(imageId, now);
    if (known.isEmpty()) {
      return;
    }
    ImageHistories.Entry entry = known.get();
    ImageHistory before = entry.history();
    boolean isOld = before.equals(ImageHistory.NONE) && windows.of(at, now).isEmpty();
    ImageHistory after = before.labeled(label, atRandom);
    if (isOld || before.equals(after)) {
      return;
    }
    for (VersionOutcome prediction : before.predictions()) {
      stats.amend(
          prediction.cell(),
          counts -> labeled(labeled(counts, prediction, before, -1), prediction, after, 1));
      for (VersionOutcome other : before.predictions()) {
        if (before.label() != null) {
          pair(prediction, other, before.label(), -1);
        }
        if (label != null) {
          pair(prediction, other, label, 1);
        }
      }
    }
    histories.put(entry, after);
  }

  /**
   * Adds an image's label to the cell of a prediction; returns the cell unchanged if there is no
   * label.
   *
   * @param images 1, or -1 to subtract it again
   */
  private static WindowStats labeled(
      WindowStats counts, VersionOutcome prediction, ImageHistory image, int images) {
    if (image.label() == null) {
      return counts;
    }
    boolean right = prediction.isRight(image.label());
    WindowStats counted = images > 0 ? counts.labeled(right) : counts.unlabeled(right);
    return prediction.confidence() == null
        ? counted
        : counted.withLabeledConfidence(prediction.confidence(), right, image.atRandom(), images);
  }

  private void report(long now) {
    int partition = context.taskId().partition();
    stats.report(
        REPORTS_AT_ONCE,
        (cell, counts) -> {
          var event = counts.toEvent(cell, partition, windows.length(), Instant.ofEpochMilli(now));
          ProducerRecord<String, byte[]> record = codec.encode(event, CloudEvent.of(event, SOURCE));
          context.forward(new Record<>(record.key(), record.value(), now, record.headers()));
          context.commit();
        });
  }

  private ConsumerRecord<String, byte[]> asConsumed(Record<String, byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    return new ConsumerRecord<>(
        metadata.topic(),
        metadata.partition(),
        metadata.offset(),
        record.timestamp(),
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }
}
