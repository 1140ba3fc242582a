package dev.weft.client.label;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.image.Image;
import dev.weft.client.image.LabelSelection;
import dev.weft.client.json.SentAsNull;
import dev.weft.client.json.WireName;
import java.util.List;

/**
 * Images without a label, those first whose label would improve the model most.
 *
 * @param images highest score first
 * @param considered number of images without a label that were ranked
 */
public record LabelQueue(List<Queued> images, int considered) {

  /**
   * An image to label.
   *
   * @param id the image's id
   * @param score value of labeling it, 0 to 1; higher is better
   * @param reasons what the score is based on; empty if nothing stands out
   * @param margin difference between the probabilities of the two most probable labels, 0 to 1;
   *     null if unknown
   * @param doubt why its existing label is doubtful; null if it has none
   * @param selection why it is offered; send it back with the label
   * @param image the image
   */
  public record Queued(
      String id,
      double score,
      List<Reason> reasons,
      Double margin,
      @SentAsNull Doubt doubt,
      LabelSelection selection,
      Image image) {}

  /** Why labeling an image is worthwhile. */
  public enum Reason {
    MARGIN,
    DISAGREEMENT,
    CONFIDENCE,
    DOUBTFUL,
    DRIFT,
    /** A value that this client does not know, sent by a newer server. */
    @JsonEnumDefaultValue
    UNKNOWN;

    @Override
    @JsonValue
    public String toString() {
      return WireName.of(this);
    }
  }

  /**
   * Why a label is doubtful: a version that was not trained on the image predicts another one.
   *
   * @param label the image's label
   * @param likelier the more probable label
   * @param probability the probability of the more probable label, 0..1
   * @param labelProbability probability of the image's label, 0..1
   * @param training id of the training whose report lists it
   */
  public record Doubt(
      String label,
      String likelier,
      double probability,
      double labelProbability,
      String training) {}
}
