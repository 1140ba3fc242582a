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
 * A model that is there after {@link #ensure}, with or without a version.
 *
 * @param name of it
 * @param hasVersion whether a version of it was published before
 */
public record NewModel(String name, boolean hasVersion) {

  /**
   * Creates the model if nobody has.
   *
   * @param base what its first training starts from; null if the caller does not say
   * @throws CliException if it has a version already and a base is named
   */
  public static NewModel ensure(WeftClient client, String name, String base) {
    Optional<Model> known = find(ServerOption.models(client), name);
    if (known.isPresent()) {
      boolean hasVersion = !known.get().versions().isEmpty();
      if (hasVersion && base != null) {
        throw new CliException(
            ExitCode.USAGE,
            "the model %s has a version, which the next training goes on from: --base %s is for a new model"
                .formatted(name, base),
            "leave --base out, or choose another name");
      }
      return new NewModel(name, hasVersion);
    }
    client.models().create(new ModelRequest(name, base));
    return new NewModel(name, false);
  }

  /** Whether a model has a version; one that the server's list does not have is not a new one. */
  public static boolean hasVersion(ModelList models, String name) {
    return find(models, name).map(model -> !model.versions().isEmpty()).orElse(true);
  }

  private static Optional<Model> find(ModelList models, String name) {
    return models.models().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
