package dev.weft.trainer.labels;

import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageErased;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.read.TopicSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the erasures' topic up to its current end, outside any consumer group, committed records
 * only. Invalid records are skipped; the gateway reports them.
 */
public final class ErasureTopic implements ErasedImages {

  private final TopicSnapshot topic;
  private final EventCodec codec;

  /**
   * @param kafka how to reach the broker
   */
  public ErasureTopic(Map<String, Object> kafka, EventCodec codec) {
    this.topic = new TopicSnapshot(kafka, "weft-trainer-erasures");
    this.codec = codec;
  }

  @Override
  public Erasures since(Map<Integer, Long> from) {
    List<ImageErased> events = new ArrayList<>();
    Map<Integer, Long> position =
        topic.read(
            Topics.IMAGES_ERASED,
            from,
            record -> {
              if (codec.decode(record, ImageErased.class)
                  instanceof Decoded.Valid<ImageErased> valid) {
                events.add(valid.event());
              }
            });
    return new Erasures(events, position);
  }
}
