package dev.weft.classifier.consume;

import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.ModelRouting;
import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.classifier.settings.PipelineSettings.LostOffsets;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.read.ReadToEnd;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Start offsets of partitions for which the group has no committed offset. A new group starts at
 * the oldest event. A group whose offsets the broker has deleted would answer events again, and so
 * starts only as configured.
 *
 * <p>The two cases are distinguished by the model's answers. An answer and the offset after the
 * answered record are committed in one transaction: if the log contains an answer of the model to a
 * record of the partition, there was an offset. The search begins at the time of the oldest event
 * of this model, so that a new model reads little of what busy ones wrote.
 */
public final class FirstOffsets {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * Maximum assumed difference between two machines' clocks; answers come soon after their events.
   */
  private static final Duration SKEW = Duration.ofHours(1);

  private final KafkaClients clients;
  private final PipelineSettings settings;
  private final EventCodec codec;
  private final ModelRouting routing;
  private final ReadToEnd toEnd;
  private final Map<TopicPartition, String> lost = new HashMap<>();

  /**
   * @param stopping ends a search
   */
  public FirstOffsets(
      KafkaClients clients,
      PipelineSettings settings,
      EventCodec codec,
      ModelRouting routing,
      BooleanSupplier stopping) {
    this.clients = clients;
    this.settings = settings;
    this.codec = codec;
    this.routing = routing;
    this.toEnd = ReadToEnd.unlessSilentFor(LIMIT).unlessStopping(stopping);
  }

  /**
   * Determines the start offsets; blocks.
   *
   * @param uploaded partitions of the upload topic, newly assigned
   * @return the partitions that do not start at the group's offset or at the oldest event
   * @throws BlockedException if the group's offsets are lost, and the configuration does not say
   *     what to do
   * @throws org.apache.kafka.common.KafkaException if the broker did not answer in time
   */
  public Map<TopicPartition, Long> find(Collection<TopicPartition> uploaded) {
    Map<TopicPartition, Long> first = new HashMap<>();
    try (var reader = clients.observer()) {
      var committed = reader.committed(Set.copyOf(uploaded));
      for (TopicPartition partition : uploaded) {
        if (committed.get(partition) != null) {
          lost.remove(partition);
        } else if (settings.lostOffsets() != LostOffsets.ANSWER_AGAIN) {
          behindAnswers(reader, partition).ifPresent(offset -> first.put(partition, offset));
        }
      }
    }
    return first;
  }

  private Optional<Long> behindAnswers(Consumer<String, byte[]> reader, TopicPartition partition) {
    if (lost.containsKey(partition)) {
      throw new BlockedException(lost.get(partition), null);
    }
    Optional<Answered> answered = lastAnswered(reader, partition);
    if (answered.isEmpty()) {
      return Optional.empty();
    }
    if (settings.lostOffsets() == LostOffsets.REFUSE) {
      lost.put(partition, advice(answered.get().origin()));
      throw new BlockedException(lost.get(partition), null);
    }
    long first = answered.get().origin().offset() + 1;
    if (!isInPlace(reader, partition, answered.get())) {
      lost.put(
          partition,
          ("the last prediction of %s in partition %d is for image %s at offset %d of %s, but a"
                  + " different image is at this offset: the topics were copied, and the position"
                  + " cannot be restored from the predictions. Set the offsets of group %s with"
                  + " kafka-consumer-groups.sh --reset-offsets, or set"
                  + " weft.classifier.lost-offsets=answer-again to process all events again")
              .formatted(
                  routing.model(),
                  partition.partition(),
                  answered.get().imageId(),
                  first - 1,
                  partition.topic(),
                  settings.groupId()));
      throw new BlockedException(lost.get(partition), null);
    }
    LOG.warnf(
        "the group %s has no offset in %s and resumes at %d, after the last record that %s has"
            + " answered, as configured by weft.classifier.lost-offsets",
        settings.groupId(), partition, first, routing.model());
    return Optional.of(first);
  }

  private String advice(Origin answered) {
    return ("the group %s has no offset in partition %d of %s, but %s has answered the record at"
            + " offset %d there: the offsets have expired on the broker (see its"
            + " offsets.retention.minutes), or the name of the group was changed. To continue, set"
            + " one of these for a single start: weft.classifier.lost-offsets=after-answers resumes"
            + " after the last answer, weft.classifier.lost-offsets=answer-again processes all"
            + " retained events again")
        .formatted(
            settings.groupId(),
            answered.partition(),
            answered.topic(),
            routing.model(),
            answered.offset());
  }

  /**
   * A record that was answered.
   *
   * @param origin its position
   * @param imageId of the image that was classified; null for a rejection
   */
  private record Answered(Origin origin, String imageId) {
    boolean isOf(ConsumerRecord<String, byte[]> upload) {
      return imageId == null || imageId.equals(upload.key());
    }
  }

  /** Whether the answered record is still at its position, or has been deleted by retention. */
  private boolean isInPlace(
      Consumer<String, byte[]> reader, TopicPartition partition, Answered answered) {
    reader.assign(List.of(partition));
    long offset = answered.origin().offset();
    long begin = reader.beginningOffsets(List.of(partition)).get(partition);
    long end = reader.endOffsets(List.of(partition)).get(partition);
    if (offset < begin || offset >= end) {
      return offset < begin;
    }
    reader.seek(partition, offset);
    return toEnd
        .first(reader, Map.of(partition, offset + 1), any -> true)
        .filter(record -> record.offset() == offset && answered.isOf(record))
        .isPresent();
  }

  /** The last record of the partition that the model has answered, or any one if that is enough. */
  private Optional<Answered> lastAnswered(
      Consumer<String, byte[]> reader, TopicPartition partition) {
    var own = oldestOwn(reader, partition);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    long since = own.get().timestamp() - SKEW.toMillis();
    boolean one = settings.lostOffsets() == LostOffsets.REFUSE;
    var last = new Answered[1];
    for (TopicPartition answers : answers(partition)) {
      search(
          reader,
          answers,
          since,
          record -> {
            Answered answered = answeredBy(record, own.get(), partition);
            if (answered != null
                && (last[0] == null || last[0].origin().offset() < answered.origin().offset())) {
              last[0] = answered;
            }
            return one && last[0] != null;
          });
    }
    return Optional.ofNullable(last[0]);
  }

  private List<TopicPartition> answers(TopicPartition uploaded) {
    var topics = settings.topics();
    return List.of(
        new TopicPartition(topics.classified(), uploaded.partition()),
        new TopicPartition(topics.rejected(), uploaded.partition()));
  }

  /** The oldest record that this pipeline would answer. */
  private Optional<ConsumerRecord<String, byte[]>> oldestOwn(
      Consumer<String, byte[]> reader, TopicPartition partition) {
    return search(reader, partition, 0, this::isOwn);
  }

  private boolean isOwn(ConsumerRecord<String, byte[]> upload) {
    return codec.decode(upload, ImageUploaded.class) instanceof Decoded.Valid<ImageUploaded> valid
        ? routing.owner(valid.event()) != ModelRouting.Owner.OTHER
        : routing.refusesInvalid();
  }

  /**
   * The record that an answer is for, if it is the model's answer to a record of the partition;
   * otherwise null.
   */
  private Answered answeredBy(
      ConsumerRecord<String, byte[]> answer,
      ConsumerRecord<String, byte[]> own,
      TopicPartition partition) {
    Origin origin = null;
    if (answer.topic().equals(settings.topics().rejected())) {
      // Most rejections do not name the model; whose they are follows from the record they answer.
      if (codec.decode(answer, ImageRejected.class) instanceof Decoded.Valid<ImageRejected> valid
          && valid.event().origin().offset() == own.offset()) {
        origin = valid.event().origin();
      }
    } else if (!RecordMapper.isOfShadow(answer)
        && codec.decode(answer, ImageClassified.class)
            instanceof Decoded.Valid<ImageClassified> valid
        && valid.event().model().name().equals(routing.model())) {
      origin = valid.cloudEvent().cause().orElse(null);
    }
    boolean isOfPartition =
        origin != null
            && origin.topic().equals(partition.topic())
            && origin.partition() == partition.partition();
    boolean isRejection = answer.topic().equals(settings.topics().rejected());
    return isOfPartition ? new Answered(origin, isRejection ? null : answer.key()) : null;
  }

  /** Reads the records of a partition from a time to its end, until one matches. */
  private Optional<ConsumerRecord<String, byte[]>> search(
      Consumer<String, byte[]> reader,
      TopicPartition partition,
      long since,
      Predicate<ConsumerRecord<String, byte[]>> enough) {
    // Assigned before querying, since the client warns of responses for partitions that it is not
    // assigned.
    reader.assign(List.of(partition));
    var start = reader.offsetsForTimes(Map.of(partition, Math.max(0, since))).get(partition);
    if (start == null) {
      return Optional.empty();
    }
    reader.seek(partition, start.offset());
    return toEnd.first(reader, reader.endOffsets(List.of(partition)), enough);
  }

  /**
   * Seeks a member to the start offsets and commits them, so that the decision is made only once.
   * On the poll thread, before anything was fetched.
   */
  public static void begin(Consumer<String, byte[]> member, Map<TopicPartition, Long> first) {
    if (first.isEmpty()) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    first.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
    try {
      member.commitSync(offsets);
    } catch (WakeupException e) {
      member.commitSync(offsets);
    }
    first.forEach(member::seek);
  }
}
