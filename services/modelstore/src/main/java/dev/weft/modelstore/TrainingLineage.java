package dev.weft.modelstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * Everything needed to reproduce a version's training, and where it was run.
 *
 * @param trainingId the training's id; its report and pictures are under {@code trainings/<id>/}
 * @param dataSet SHA-256 of the data set's manifest, which is its id
 * @param named the named data set; null if it used the model's labels
 * @param inputs SHA-256 over all inputs of the weights: data set, recipe, base, what was inherited
 *     from the parent, and code. Versions with equal inputs are equal; null if not recorded
 * @param recipe the effective recipe, with all defaults filled in
 * @param seed the seed of the head, the order of images and dropout
 * @param codeVersion version of Weft
 * @param hardware processor or GPU, and the library that computed on it
 * @param seconds duration of the training, from its start
 */
public record TrainingLineage(
    String trainingId,
    String dataSet,
    @JsonInclude(JsonInclude.Include.NON_NULL) String named,
    @JsonInclude(JsonInclude.Include.NON_NULL) String inputs,
    JsonNode recipe,
    long seed,
    String codeVersion,
    String hardware,
    double seconds) {
  public TrainingLineage {
    Objects.requireNonNull(trainingId, "trainingId");
    Objects.requireNonNull(dataSet, "dataSet");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(codeVersion, "codeVersion");
    Objects.requireNonNull(hardware, "hardware");
    recipe = recipe.deepCopy();
  }
}
