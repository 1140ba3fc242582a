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
 * Reads the labels' topic as far as it goes now, outside any group, committed records only. Methods
 * throw a {@link KafkaException} if the broker does not answer.
 */
public final class LabelTopic implements LabelSource {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final TopicSnapshot topic;
  private final EventCodec codec;
  private final String defaultModel;

  /**
   * @param kafka how to reach the broker
   * @param defaultModel that labels which name no model are for
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
                    "label at %s left aside: %s", EventCodec.origin(record), invalid.detail());
              }
            });
    labels.values().removeIf(label -> !isFor(model, label));
    return new LabelSnapshot(List.copyOf(labels.values()), position, newest.all());
  }

  /**
   * What came since a snapshot.
   *
   * @param images how many got a label, another one, or none
   * @param traced the newest labels that have a trace
   */
  public record Changes(int images, List<TracedLabel> traced) {}

  /**
   * What came since a snapshot for a model. A label that was taken back does not say whose it was:
   * it counts for the default model, unless another's label of that image came since.
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
