package dev.weft.gateway.http.trainings;

import dev.weft.events.ModelName;
import dev.weft.events.label.DatasetName;
import dev.weft.events.training.TrainingBase;
import dev.weft.gateway.http.request.StrictJson;
import dev.weft.gateway.http.trainings.TrainingJson.RecipeJson;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of a training request.
 *
 * @param model its name; null for the data set's, or the gateway's default
 * @param parent the version to train on from; null for the serving one
 * @param base what a model's first training starts from; null for what was chosen when the model
 *     was created
 * @param dataset the named data set to train on; null for the current labels
 * @param recipe overrides of the trainer's defaults; null for none
 * @param dropClasses classes that the new version is not to have; null for none
 */
@Schema(name = "TrainingRequest")
public record TrainingBody(
    @Schema(nullable = true, pattern = "^" + ModelName.PATTERN + "$", examples = "clothing")
        String model,
    @Schema(nullable = true, minimum = "1") Integer parent,
    @Schema(
            nullable = true,
            pattern = "^" + TrainingBase.PATTERN + "$",
            description =
                "Starting point of a model's first training: `imagenet`, a model's name,"
                    + " `NAME:VERSION`, or `auto`. Defaults to the base given when the model was"
                    + " created.",
            examples = "imagenet")
        String base,
    @Schema(
            nullable = true,
            pattern = "^" + DatasetName.PATTERN + "$",
            description =
                "Named data set to train on. Defaults to the model's labels at the time the"
                    + " training starts.",
            examples = "autumn-2026")
        String dataset,
    @Schema(nullable = true) RecipeJson recipe,
    @Schema(
            nullable = true,
            description = "Classes to remove in the new version; all others are kept.")
        List<String> dropClasses) {

  public TrainingBody {
    if (dropClasses != null && dropClasses.stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("dropClasses must not contain null");
    }
  }

  public static TrainingBody parse(String json) {
    return StrictJson.read(json, TrainingBody.class);
  }
}
