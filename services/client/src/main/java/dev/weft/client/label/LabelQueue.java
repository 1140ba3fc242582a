package dev.weft.client.label;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.image.Image;
import dev.weft.client.json.WireName;
import java.util.List;

/**
 * Images without a label, those first whose label would teach the model most.
 *
 * @param images the most worth first
 * @param considered images without a label that were ranked
 */
public record LabelQueue(List<Queued> images, int considered) {

  /**
   * An image that is worth a label.
   *
   * @param id of the image
   * @param score 0 to 1; more is more worth a label
   * @param reasons margin, disagreement, confidence, drift; none if it is nothing special
   * @param margin between the two most probable labels, 0 to 1; null if not known
   * @param image what is known of it
   */
  public record Queued(String id, double score, List<Reason> reasons, Double margin, Image image) {}

  /** Why an image is worth a label. */
  public enum Reason {
    MARGIN,
    DISAGREEMENT,
    CONFIDENCE,
    DRIFT,
    /** One that this client does not know. */
    @JsonEnumDefaultValue
    UNKNOWN;

    @Override
    @JsonValue
    public String toString() {
      return WireName.of(this);
    }
  }
}
