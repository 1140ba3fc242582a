package dev.weft.trainer.labels;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.kafka.read.TopicSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Reads the labels' topic up to its current end, outside any consumer group, committed records
 * only. Methods throw a {@link KafkaException} if the broker does not respond.
 */
public final class LabelTopic implements LabelReader {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final TopicSnapshot topic;
  private final EventCodec codec;
  private final String defaultModel;

  /**
   * @param kafka how to reach the broker
   * @param defaultModel the model of labels that name none
   */
  public LabelTopic(Map<String, Object> kafka, EventCodec codec, String defaultModel) {
    this.topic = new TopicSnapshot(kafka, "weft-trainer-labels");
    this.codec = codec;
    this.defaultModel = defaultModel;
  }

  @Override
  public LabelSnapshot read(String model) {
    Map<String, ImageLabeled> labels = new HashMap<>();
    NewestLabels newest = new NewestLabels();
    Map<Integer, Long> position =
        topic.read(
            Topics.IMAGES_LABELED,
            Map.of(),
            record -> {
              Decoded<ImageLabeled> decoded = codec.decode(record, ImageLabeled.class);
              if (decoded instanceof Decoded.Valid<ImageLabeled> valid) {
                labels.put(record.key(), valid.event());
                if (isFor(model, valid.event())) {
                  newest.add(record);
                }
              } else if (decoded instanceof Decoded.Removed<ImageLabeled> removed) {
                labels.remove(removed.key());
              } else if (decoded instanceof Decoded.Invalid<ImageLabeled> invalid) {
                LOG.warnf(
                    "skipped invalid label at %s: %s", EventCodec.origin(record), invalid.detail());
              }
            });
    labels.values().removeIf(label -> !isFor(model, label));
    return new LabelSnapshot(List.copyOf(labels.values()), position, newest.all());
  }

  /**
   * Changes since a snapshot.
   *
   * @param images number of images whose label was added, changed or removed
   * @param traced the newest labels that have a trace
   */
  public record Changes(int images, List<TracedLabel> traced) {}

  /**
   * Returns a model's changes since a snapshot. A removed label does not name its model: it counts
   * for the default model, unless the image has been labeled for another model since.
   */
  public Changes changedSince(Map<Integer, Long> position, String model) {
    Set<String> images = new HashSet<>();
    Set<String> others = new HashSet<>();
    NewestLabels newest = new NewestLabels();
    topic.read(
        Topics.IMAGES_LABELED,
        position,
        record -> {
          Decoded<ImageLabeled> decoded = codec.decode(record, ImageLabeled.class);
          if (decoded instanceof Decoded.Valid<ImageLabeled> valid) {
            if (isFor(model, valid.event())) {
              images.add(record.key());
              newest.add(record);
            } else {
              others.add(record.key());
            }
          } else if (decoded instanceof Decoded.Removed<ImageLabeled>
              && model.equals(defaultModel)
              && !others.contains(record.key())) {
            images.add(record.key());
          }
        });
    return new Changes(images.size(), newest.all());
  }

  private boolean isFor(String model, ImageLabeled label) {
    return model.equals(label.model() == null ? defaultModel : label.model());
  }
}
