package dev.weft.cli.completion;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.util.Locale;

/** A shell that completions are available for. */
enum Shell {
  BASH,
  ZSH;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the shell with this name or path.
   *
   * @throws CliException if the shell is not supported
   */
  static Shell of(String nameOrPath) {
    String name = nameOrPath.substring(nameOrPath.lastIndexOf('/') + 1);
    for (Shell shell : values()) {
      if (shell.code().equals(name)) {
        return shell;
      }
    }
    throw new CliException(
        ExitCode.USAGE,
        name.isEmpty()
            ? "the environment variable SHELL is not set"
            : "no completion is available for " + name + "; only bash and zsh are supported",
        "select one with --shell bash or --shell zsh");
  }
}
