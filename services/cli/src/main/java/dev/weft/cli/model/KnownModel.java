package dev.weft.cli.model;

import dev.weft.client.model.ModelList;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;

/** A model that {@code --model} names, and that must exist. */
public final class KnownModel {
  private KnownModel() {}

  /**
   * Returns the model's name as images have it: null for the server's default model.
   *
   * @param name null for the default
   * @throws CliException if there is no such model
   */
  public static String otherThanDefault(ModelList models, String name) {
    String other = models.otherThanDefault(name);
    if (other != null && models.find(other).isEmpty()) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "the model " + name + " does not exist",
          "`weft models` lists all models");
    }
    return other;
  }

  /**
   * Returns whether a model has a version; true for the default model, whose images are classified
   * in any case.
   *
   * @param name null for the default
   * @throws CliException if there is no such model
   */
  public static boolean hasVersion(ModelList models, String name) {
    String other = otherThanDefault(models, name);
    return other == null
        || models.find(other).map(model -> !model.versions().isEmpty()).orElse(false);
  }
}
