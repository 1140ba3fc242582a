package dev.weft.client.label;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.image.Image;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.json.SentAsNull;
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
   * @param doubt why its label is doubted; null if it has none
   * @param selection why it is offered: to be sent back with the label
   * @param image what is known of it
   */
  public record Queued(
      String id,
      double score,
      List<Reason> reasons,
      Double margin,
      @SentAsNull Doubt doubt,
      LabelSelection selection,
      Image image) {}

  /** Why an image is worth a label. */
  public enum Reason {
    MARGIN,
    DISAGREEMENT,
    CONFIDENCE,
    DOUBTFUL,
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

  /**
   * What the other images of its data set say of an image's label.
   *
   * @param label that it has
   * @param likelier what it probably shows
   * @param probability of what it probably shows, 0..1
   * @param labelProbability of its label, 0..1
   * @param training whose report says so
   */
  public record Doubt(
      String label,
      String likelier,
      double probability,
      double labelProbability,
      String training) {}
}
