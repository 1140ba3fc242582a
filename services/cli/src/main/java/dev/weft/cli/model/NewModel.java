package dev.weft.cli.model;

import dev.weft.client.WeftClient;
import dev.weft.client.model.Model;
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
    Optional<Model> known = ServerOption.models(client).find(name);
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
}
