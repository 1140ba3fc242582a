package dev.weft.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.client.ModelClient;
import dev.weft.cli.client.WeftClient;

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
    for (JsonNode model : client.models().path("models")) {
      if (model.path("name").asText().equals(name)) {
        boolean hasVersion = !model.path("versions").isEmpty();
        if (hasVersion && base != null) {
          throw new CliException(
              ExitCode.USAGE,
              "the model %s has a version, which the next training goes on from: --base %s is for a new model"
                  .formatted(name, base),
              "leave --base out, or choose another name");
        }
        return new NewModel(name, hasVersion);
      }
    }
    new ModelClient(client).create(name, base);
    return new NewModel(name, false);
  }

  /** Whether a model in the server's list has a version; a model that is not there is none's. */
  public static boolean hasVersion(JsonNode models, String name) {
    for (JsonNode model : models.path("models")) {
      if (model.path("name").asText().equals(name)) {
        return !model.path("versions").isEmpty();
      }
    }
    return true;
  }
}
