package dev.weft.cli.model;

import dev.weft.client.model.Model;
import dev.weft.client.model.ModelList;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.util.List;

/** A model that {@code --model} names, and that must exist. */
public final class KnownModel {
  /** More names than this are not listed in an error. */
  private static final int MOST_NAMES = 10;

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
          ExitCode.NOT_FOUND, "the model " + name + " does not exist", hint(models));
    }
    return other;
  }

  private static String hint(ModelList models) {
    List<String> names = models.models().stream().map(Model::name).toList();
    if (names.isEmpty()) {
      return "there are no models yet; `weft create NAME photos/` creates one";
    }
    if (names.size() > MOST_NAMES) {
      return "there are %d models; `weft models` lists them".formatted(names.size());
    }
    return (names.size() == 1 ? "the only model is " : "the models are ")
        + String.join(", ", names);
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
