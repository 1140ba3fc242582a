package dev.weft.gateway.labels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tracks which images were labeled, relabeled or unlabeled, in this order. Bounded: only the newest
 * are remembered. Thread-safe.
 */
public final class NewLabels {

  private record Place(String model, int partition, long offset) {}

  private final int remembered;
  private final String defaultModel;
  private final Map<String, Place> newestLast = new LinkedHashMap<>();

  /**
   * Starts empty.
   *
   * @param remembered maximum number of images, at some 200 bytes each
   * @param defaultModel the model of labels that name none
   */
  public NewLabels(int remembered, String defaultModel) {
    this.remembered = remembered;
    this.defaultModel = defaultModel;
  }

  /** Processes a label; {@code model} is null for the default one. */
  public void apply(String imageId, String model, int partition, long offset) {
    put(imageId, model == null ? defaultModel : model, partition, offset);
  }

  /**
   * Processes the removal of a label, for the model of the removed label as far as that is
   * remembered.
   */
  public synchronized void remove(String imageId, int partition, long offset) {
    Place before = newestLast.get(imageId);
    put(imageId, before == null ? defaultModel : before.model(), partition, offset);
  }

  private synchronized void put(String imageId, String model, int partition, long offset) {
    newestLast.remove(imageId);
    newestLast.put(imageId, new Place(model, partition, offset));
    if (newestLast.size() > remembered) {
      newestLast.remove(newestLast.keySet().iterator().next());
    }
  }

  /**
   * Number of a model's images whose label changed since a position; at most as many as are
   * remembered.
   *
   * @param position the next offset of each partition; a missing one counts from the start
   */
  public synchronized long since(String model, Map<Integer, Long> position) {
    return newestLast.values().stream()
        .filter(place -> place.model().equals(model))
        .filter(place -> place.offset() >= position.getOrDefault(place.partition(), 0L))
        .count();
  }
}
