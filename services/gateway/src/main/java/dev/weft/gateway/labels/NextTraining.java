package dev.weft.gateway.labels;

import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.objectstore.ObjectStore;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Counts new labels towards the next training, as the trainer does: images whose label changed
 * since its newest training read the labels. Thread-safe.
 */
public final class NextTraining {

  private static final Duration MARK_AGE = Duration.ofSeconds(5);

  private final NewLabels labels;
  private final LabelFeed feed;
  private final int trigger;
  private final Function<String, TrainingMark> source;
  private final Map<String, ExpiringValue<TrainingMark>> marks = new ConcurrentHashMap<>();

  /**
   * @param trigger number of new labels that start a training, as in the trainer's own setting; 0
   *     if none do
   */
  public NextTraining(
      NewLabels labels, LabelFeed feed, ObjectStore store, String bucket, int trigger) {
    this.labels = labels;
    this.feed = feed;
    this.trigger = trigger;
    this.source = model -> TrainingMark.read(store, bucket, model);
  }

  /** Number of new labels that start a training; 0 if none do. */
  public int trigger() {
    return trigger;
  }

  /**
   * Number of images that were labeled since a model's newest training; empty while the topic is
   * being read.
   *
   * @param model a published one, since each requested model is remembered
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is unavailable
   */
  public OptionalLong newLabels(String model) {
    if (!feed.isReady()) {
      return OptionalLong.empty();
    }
    var mark =
        marks.computeIfAbsent(
            model, name -> new ExpiringValue<>(MARK_AGE, () -> source.apply(name)));
    return OptionalLong.of(labels.since(model, mark.get().position()));
  }
}
