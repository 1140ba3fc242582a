package dev.weft.cli.key;

import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code weft key revoke}. */
@Command(
    name = "revoke",
    description =
        "Revoke an API key by removing it from the key file. Servers reject it within seconds.")
final class RevokeCommand implements Callable<Integer> {
  private final CommandSession session;

  @Mixin private KeyFileOption file;

  @Parameters(paramLabel = "ID", description = "Id of the key, as shown by `weft key list`.")
  private String id;

  RevokeCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!file.apply(keys -> keys.remove(id))) {
      throw new CliException(
          ExitCode.NOT_FOUND,
          "the key " + id + " does not exist in " + file.path(),
          "`weft key list` lists all keys");
    }
    session.print("revoked the key " + id);
    session.printJson(Json.object().put("id", id).put("revoked", true));
    return ExitCode.OK;
  }
}
