package dev.weft.trainer.labels;

import dev.weft.events.image.ImageErased;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which images were erased. */
@FunctionalInterface
public interface ErasedImages {

  /** Where nothing was. */
  ErasedImages NONE = from -> new Erasures(List.of(), Map.of());

  /**
   * What was erased since a position in the topic.
   *
   * @param from the next offset of each partition; of one that is not named, all of it
   * @throws org.apache.kafka.common.KafkaException if that is not known at the moment
   */
  Erasures since(Map<Integer, Long> from);

  /** The ids of all images of which it is remembered. */
  default Set<String> ids() {
    return since(Map.of()).events().stream().map(ImageErased::imageId).collect(Collectors.toSet());
  }

  /**
   * Erasures in their topic's order; of one, the event may come twice: asked for, and done.
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
