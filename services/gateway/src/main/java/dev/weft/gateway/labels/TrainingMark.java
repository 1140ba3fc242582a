package dev.weft.gateway.labels;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.object.TrainingKeys;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.io.IOException;
import java.util.Map;

/**
 * How far a model's newest training has read the labels, as its trainer stores it under {@code
 * labels/<model>.json}.
 *
 * @param position the next offset of each partition of the labels' topic
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TrainingMark(Map<Integer, Long> position) {

  /** The mark before the first training. */
  static final TrainingMark NONE = new TrainingMark(Map.of());

  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  TrainingMark {
    position = position == null ? Map.of() : Map.copyOf(position);
  }

  /**
   * Reads a model's mark; {@link #NONE} if there is none or it is unreadable.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store is unavailable
   */
  static TrainingMark read(ObjectStore store, String bucket, String model) {
    GetResult mark = store.get(bucket, TrainingKeys.labelMark(model), MAX_BYTES);
    if (!(mark instanceof GetResult.Found found)) {
      return NONE;
    }
    try {
      return JSON.readValue(found.bytes(), TrainingMark.class);
    } catch (IOException e) {
      return NONE;
    }
  }
}
