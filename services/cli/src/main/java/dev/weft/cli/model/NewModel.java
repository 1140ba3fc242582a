package dev.weft.cli.model;

import dev.weft.client.WeftClient;
import dev.weft.client.model.Model;
import dev.weft.client.model.ModelList;
import dev.weft.client.model.ModelRequest;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.ServerOption;
import java.util.Optional;

/**
 * A model that exists after {@link #ensure}, with or without a version.
 *
 * @param name its name
 * @param hasVersion whether it already had a published version
 */
public record NewModel(String name, boolean hasVersion) {

  /**
   * Creates the model if it does not exist.
   *
   * @param base what its first training starts from; null for the default
   * @throws CliException if a base is given although the model has a version
   */
  public static NewModel ensure(WeftClient client, String name, String base) {
    Optional<Model> known = find(ServerOption.models(client), name);
    if (known.isPresent()) {
      boolean hasVersion = !known.get().versions().isEmpty();
      if (hasVersion && base != null) {
        throw new CliException(
            ExitCode.USAGE,
            "the model %s already has a version, from which the next training continues: --base %s applies to new models only"
                .formatted(name, base),
            "omit --base, or choose another name");
      }
      return new NewModel(name, hasVersion);
    }
    client.models().create(new ModelRequest(name, base));
    return new NewModel(name, false);
  }

  /**
   * Returns whether a model has a version according to the server's list; false if it is not in the
   * list.
   */
  public static boolean hasVersion(ModelList models, String name) {
    return find(models, name).map(model -> !model.versions().isEmpty()).orElse(true);
  }

  private static Optional<Model> find(ModelList models, String name) {
    return models.models().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
