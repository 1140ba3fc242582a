package dev.weft.gateway.datasets;

import dev.weft.datasets.DatasetFilter;
import dev.weft.datasets.DatasetImage;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.ImageQueries;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.PagePosition;
import dev.weft.gateway.views.ViewSlice;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.kafka.read.TopicSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Takes snapshots of a model's labeled images. Labels are read from their topic up to its current
 * end, as a training does, so that all labels given before are included even if the views have not
 * processed them yet. The images' tags, which labels of older releases do not contain, come from
 * the views.
 *
 * <p>Memory holds the images that match the filter, at some hundred bytes each, and no other
 * labels. Thread-safe.
 */
public final class LabelSnapshots {
  private static final int PAGE = 200;

  private final TopicSnapshot topic;
  private final EventCodec codec;
  private final ImageQueries views;
  private final String defaultModel;
  private final int most;

  /**
   * @param kafka client configuration
   * @param defaultModel the model of labels that name none
   * @param most limit of images in a snapshot
   */
  public LabelSnapshots(
      Map<String, ?> kafka, EventCodec codec, ImageQueries views, String defaultModel, int most) {
    this.topic = new TopicSnapshot(kafka, "weft-gateway-datasets");
    this.codec = codec;
    this.views = views;
    this.defaultModel = defaultModel;
    this.most = most;
  }

  /**
   * The images that match a filter.
   *
   * @throws TooManyImagesException if there are more than a snapshot may have
   * @throws ViewsUnavailableException if the broker or the views do not answer
   */
  public List<DatasetImage> take(String model, DatasetFilter filter) {
    Map<String, ImageLabeled> labels = labels(model, filter);
    leaveOutErased(labels);
    Map<String, Map<String, String>> tags = tags(labels);
    return labels.values().stream()
        .map(label -> new DatasetImage(label, tags.get(label.imageId())))
        .filter(image -> filter.admits(image.tags()))
        .toList();
  }

  private Map<String, ImageLabeled> labels(String model, DatasetFilter filter) {
    Map<String, ImageLabeled> fitting = new HashMap<>();
    try {
      topic.read(Topics.IMAGES_LABELED, Map.of(), record -> apply(record, model, filter, fitting));
    } catch (KafkaException e) {
      throw new ViewsUnavailableException("the topic of labels cannot be read at the moment", e);
    }
    return fitting;
  }

  /** Removes erased images, whose labels may still be read. */
  private void leaveOutErased(Map<String, ImageLabeled> labels) {
    try {
      topic.read(Topics.IMAGES_ERASED, Map.of(), record -> labels.remove(record.key()));
    } catch (KafkaException e) {
      throw new ViewsUnavailableException("the topic of erasures cannot be read at the moment", e);
    }
  }

  /**
   * Applies a label; the last label of an image counts, and removes an earlier match if it does not
   * match.
   */
  private void apply(
      ConsumerRecord<String, byte[]> record,
      String model,
      DatasetFilter filter,
      Map<String, ImageLabeled> fitting) {
    Decoded<ImageLabeled> decoded = codec.decode(record, ImageLabeled.class);
    if (decoded instanceof Decoded.Removed<ImageLabeled> removed) {
      fitting.remove(removed.key());
    } else if (decoded instanceof Decoded.Valid<ImageLabeled> valid) {
      ImageLabeled label = valid.event();
      if (!isFor(model, label) || !filter.admits(label) || !mayAdmitTags(filter, label)) {
        fitting.remove(record.key());
        return;
      }
      fitting.put(record.key(), label);
      if (fitting.size() > most) {
        throw new TooManyImagesException(most);
      }
    }
  }

  /** Labels of older releases have no tags; those of their images are read from the views later. */
  private static boolean mayAdmitTags(DatasetFilter filter, ImageLabeled label) {
    return label.tags().isEmpty() || filter.admits(label.tags());
  }

  private boolean isFor(String model, ImageLabeled label) {
    return model.equals(label.model() == null ? defaultModel : label.model());
  }

  /**
   * Reads tags page by page; images that the views list under another label, or not yet, are
   * queried one by one.
   */
  private Map<String, Map<String, String>> tags(Map<String, ImageLabeled> labels) {
    Map<String, Map<String, String>> tags = new HashMap<>();
    Set<String> names =
        labels.values().stream()
            .map(ImageLabeled::label)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : names) {
      PagePosition after = null;
      ViewSlice page;
      do {
        page = views.list(new ImageFilter.Labeled(name), after, PAGE);
        page.images().stream()
            .filter(view -> labels.containsKey(view.imageId()))
            .forEach(view -> tags.put(view.imageId(), view.tags()));
        after = page.next() == null ? null : PagePosition.ofCursor(page.next()).orElseThrow();
      } while (after != null);
    }
    labels
        .keySet()
        .forEach(
            id ->
                tags.computeIfAbsent(
                    id, each -> views.get(each).map(ImageView::tags).orElse(Map.of())));
    return tags;
  }
}
