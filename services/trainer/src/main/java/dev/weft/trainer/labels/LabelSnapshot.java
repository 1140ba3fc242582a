package dev.weft.trainer.labels;

import dev.weft.events.label.ImageLabeled;
import java.util.List;
import java.util.Map;

/**
 * The labels at one point in time.
 *
 * @param labels the last label of each image; some hundred bytes each
 * @param position the next offset of each partition; later records are not included
 * @param traced the newest labels that have a trace
 */
public record LabelSnapshot(
    List<ImageLabeled> labels, Map<Integer, Long> position, List<TracedLabel> traced) {
  public LabelSnapshot {
    labels = List.copyOf(labels);
    position = Map.copyOf(position);
    traced = List.copyOf(traced);
  }
}
