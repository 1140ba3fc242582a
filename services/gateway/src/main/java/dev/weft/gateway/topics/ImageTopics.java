package dev.weft.gateway.topics;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records of the image topics. Thread-safe. */
public final class ImageTopics implements RecordDecoder {

  /** All image topics; partitions with the same number have the same images. */
  public static final List<String> ALL =
      List.of(
          Topics.IMAGES_UPLOADED,
          Topics.IMAGES_CLASSIFIED,
          Topics.IMAGES_REJECTED,
          Topics.IMAGES_LABELED,
          Topics.IMAGES_ERASED);

  /** Topics of answers. */
  public static final List<String> ANSWERS =
      List.of(Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED);

  /** Topics of other events about images. */
  public static final List<String> OTHERS =
      List.of(Topics.IMAGES_UPLOADED, Topics.IMAGES_LABELED, Topics.IMAGES_FAILED);

  private final EventCodec codec;
  private final LongAdder refused = new LongAdder();

  public ImageTopics(EventCodec codec) {
    this.codec = codec;
  }

  @Override
  public Optional<WeftEvent> decode(ConsumerRecord<String, byte[]> record) {
    if (codec.decode(record) instanceof Decoded.Valid<? extends WeftEvent> valid) {
      return Optional.of(valid.event());
    }
    refused.increment();
    return Optional.empty();
  }

  /** Number of records that were not valid events. */
  public long refused() {
    return refused.sum();
  }
}
