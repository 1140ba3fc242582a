package dev.weft.gateway.labels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which images got a label, another one, or none, in the order in which they did. Bounded: only the
 * newest are remembered. Thread-safe.
 */
public final class NewLabels {

  private record Place(int partition, long offset) {}

  private final int remembered;
  private final Map<String, Place> newestLast = new LinkedHashMap<>();

  /**
   * None yet.
   *
   * @param remembered how many images at most; each takes some 200 bytes
   */
  public NewLabels(int remembered) {
    this.remembered = remembered;
  }

  /** Takes a record of the labels' topic in. */
  public synchronized void apply(String imageId, int partition, long offset) {
    newestLast.remove(imageId);
    newestLast.put(imageId, new Place(partition, offset));
    if (newestLast.size() > remembered) {
      newestLast.remove(newestLast.keySet().iterator().next());
    }
  }

  /**
   * How many images there are of which something was said since then; as many as are remembered, at
   * most.
   *
   * @param position the next offset of each partition; one that is not named counts from its start
   */
  public synchronized long since(Map<Integer, Long> position) {
    return newestLast.values().stream()
        .filter(place -> place.offset() >= position.getOrDefault(place.partition(), 0L))
        .count();
  }
}
