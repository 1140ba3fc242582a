package dev.weft.trainer.labels;

import dev.weft.events.image.ImageErased;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Source of erasures of images. */
@FunctionalInterface
public interface ErasedImages {

  /** No erasures. */
  ErasedImages NONE = from -> new Erasures(List.of(), Map.of());

  /**
   * Returns the erasures since a position in the topic.
   *
   * @param from the next offset of each partition; missing ones are read from the start
   * @throws org.apache.kafka.common.KafkaException if the topic cannot be read
   */
  Erasures since(Map<Integer, Long> from);

  /** Returns the ids of all erased images that are remembered. */
  default Set<String> ids() {
    return since(Map.of()).events().stream().map(ImageErased::imageId).collect(Collectors.toSet());
  }

  /**
   * Erasures in the topic's order. An erasure may have two events: requested and completed.
   *
   * @param position the next offset of each partition
   */
  record Erasures(List<ImageErased> events, Map<Integer, Long> position) {
    public Erasures {
      events = List.copyOf(events);
      position = Map.copyOf(position);
    }
  }
}
