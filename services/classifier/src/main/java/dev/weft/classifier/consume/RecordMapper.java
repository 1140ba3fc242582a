package dev.weft.classifier.consume;

import dev.weft.classifier.settings.PipelineSettings;
import dev.weft.events.ImageId;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Converts records to events and back, for the pipeline's topics. Thread-safe. */
public final class RecordMapper {

  /** CloudEvents {@code source} of every answer. */
  static final String SOURCE = "/weft/classifier";

  /** CloudEvents {@code source} of a shadow's prediction, which is not an answer. */
  static final String SHADOW_SOURCE = "/weft/classifier/shadow";

  private static final String SOURCE_HEADER = "ce_source";

  private final EventCodec codec;
  private final PipelineSettings.TopicNames topics;

  public RecordMapper(EventCodec codec, PipelineSettings.TopicNames topics) {
    this.codec = codec;
    this.topics = topics;
  }

  public Decoded<ImageUploaded> read(ConsumerRecord<String, byte[]> upload) {
    return codec.decode(upload, ImageUploaded.class);
  }

  /**
   * The image that a record of the classified or the rejected topic answers; null if it answers
   * none.
   */
  String answeredId(ConsumerRecord<String, byte[]> answer) {
    if (answer.topic().equals(topics.classified())) {
      return ImageId.isValid(answer.key()) && !isOfShadow(answer) ? answer.key() : null;
    }
    return codec.decode(answer, ImageRejected.class) instanceof Decoded.Valid<ImageRejected> valid
        ? answeredId(valid.event())
        : null;
  }

  /**
   * The image that a rejection answers; null for an invalid event: the event is rejected, not the
   * image, and a valid event for it may follow.
   */
  static String answeredId(ImageRejected rejected) {
    return rejected.reason() == RejectionReason.INVALID_EVENT ? null : rejected.imageId();
  }

  /**
   * Read from a header, since thousands of records are checked before a partition's first image.
   */
  static boolean isOfShadow(ConsumerRecord<String, byte[]> answer) {
    var source = answer.headers().lastHeader(SOURCE_HEADER);
    return source != null
        && Arrays.equals(source.value(), SHADOW_SOURCE.getBytes(StandardCharsets.UTF_8));
  }

  public ProducerRecord<String, byte[]> classified(ImageClassified event, Origin origin) {
    return write(topics.classified(), event, source(event.role()), origin);
  }

  public ProducerRecord<String, byte[]> rejected(ImageRejected event) {
    return write(topics.rejected(), event, SOURCE, event.origin());
  }

  public ProducerRecord<String, byte[]> failed(ImageFailed event, Origin origin) {
    return write(topics.failed(), event, source(event.role()), origin);
  }

  private static String source(ServingRole role) {
    return role == ServingRole.SHADOW ? SHADOW_SOURCE : SOURCE;
  }

  /** Writes to the partition of the same number as that of the answered record. */
  private ProducerRecord<String, byte[]> write(
      String topic, WeftEvent event, String source, Origin origin) {
    var encoded =
        codec.encode(event, CloudEvent.causedBy(origin, event, source), origin.partition());
    return new ProducerRecord<>(
        topic, encoded.partition(), encoded.key(), encoded.value(), encoded.headers());
  }
}
