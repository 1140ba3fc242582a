package dev.weft.gateway.labels;

import dev.weft.gateway.cache.Aged;
import dev.weft.objectstore.ObjectStore;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far it is to the next training that new labels start. Counts as the trainer does: images of
 * which something was said since its newest training read the labels. Thread-safe.
 */
public final class NextTraining {

  private static final Duration MARK_AGE = Duration.ofSeconds(5);

  private final NewLabels labels;
  private final LabelFeed feed;
  private final int trigger;
  private final Aged<TrainingMark> mark;

  /**
   * @param model that is trained
   * @param trigger new labels that start a training, as the trainer's own setting has it; 0: none
   *     do
   */
  public NextTraining(
      NewLabels labels,
      LabelFeed feed,
      ObjectStore store,
      String bucket,
      String model,
      int trigger) {
    this.labels = labels;
    this.feed = feed;
    this.trigger = trigger;
    this.mark = new Aged<>(MARK_AGE, () -> TrainingMark.read(store, bucket, model));
  }

  /** New labels that start a training; 0 if none do. */
  public int trigger() {
    return trigger;
  }

  /**
   * Images labeled anew since the newest training; empty while the topic is being read.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is away
   */
  public OptionalLong newLabels() {
    return feed.isReady()
        ? OptionalLong.of(labels.since(mark.get().position()))
        : OptionalLong.empty();
  }
}
