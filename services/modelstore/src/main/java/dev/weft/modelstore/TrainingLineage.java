package dev.weft.modelstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;

/**
 * All that it takes to train a version again, and to tell where it was done.
 *
 * @param trainingId of the run, whose report and pictures lie under {@code trainings/<id>/}
 * @param dataSet SHA-256 of the data set's manifest, which is its id
 * @param named the named data set that it was on; null for the labels that there were
 * @param inputs SHA-256 of all that the weights are made from: data set, recipe, base, what was
 *     taken over from the parent, and code. Versions with the same are the same; null where it was
 *     not kept
 * @param recipe as it was run, with nothing left to defaults
 * @param seed of the head, the order of the images and dropout
 * @param codeVersion of Weft
 * @param hardware processor or GPU, and what computed on it
 * @param seconds that the run took, from its request being taken up
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
