package dev.weft.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.client.ModelClient;
import dev.weft.cli.client.WeftClient;
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
    Optional<JsonNode> known = find(client.models(), name);
    if (known.isPresent()) {
      boolean hasVersion = !known.get().path("versions").isEmpty();
      if (hasVersion && base != null) {
        throw new CliException(
            ExitCode.USAGE,
            "the model %s has a version, which the next training goes on from: --base %s is for a new model"
                .formatted(name, base),
            "leave --base out, or choose another name");
      }
      return new NewModel(name, hasVersion);
    }
    new ModelClient(client).create(name, base);
    return new NewModel(name, false);
  }

  /** Whether a model has a version; one that the server's list does not have is not a new one. */
  public static boolean hasVersion(JsonNode models, String name) {
    return find(models, name).map(model -> !model.path("versions").isEmpty()).orElse(true);
  }

  private static Optional<JsonNode> find(JsonNode models, String name) {
    return models
        .path("models")
        .valueStream()
        .filter(model -> model.path("name").asText().equals(name))
        .findFirst();
  }
}
