package dev.weft.gateway.labels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which images got a label, another one, or none, in the order in which they did. Bounded: only the
 * newest are remembered. Thread-safe.
 */
public final class NewLabels {

  private record Place(String model, int partition, long offset) {}

  private final int remembered;
  private final String defaultModel;
  private final Map<String, Place> newestLast = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param remembered how many images at most; each takes some 200 bytes
   * @param defaultModel that labels which name no model are for
   */
  public NewLabels(int remembered, String defaultModel) {
    this.remembered = remembered;
    this.defaultModel = defaultModel;
  }

  /** Takes a label in; {@code model} is null for the default one. */
  public void apply(String imageId, String model, int partition, long offset) {
    put(imageId, model == null ? defaultModel : model, partition, offset);
  }

  /** A label was taken back: of the model whose it was, as far as that is remembered. */
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
   * How many of a model's images there are of which something was said since then; as many as are
   * remembered, at most.
   *
   * @param position the next offset of each partition; one that is not named counts from its start
   */
  public synchronized long since(String model, Map<Integer, Long> position) {
    return newestLast.values().stream()
        .filter(place -> place.model().equals(model))
        .filter(place -> place.offset() >= position.getOrDefault(place.partition(), 0L))
        .count();
  }
}
