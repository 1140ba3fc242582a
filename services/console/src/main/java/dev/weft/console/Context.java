package dev.weft.console;

import dev.weft.console.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * The environment of a command.
 *
 * @param terminal where text goes
 * @param env environment variables
 * @param home the folder that contains the launcher script and {@code services/}
 */
public record Context(Terminal terminal, Map<String, String> env, Path home) {
  public Context {
    Objects.requireNonNull(terminal, "terminal");
    env = Map.copyOf(env);
    Objects.requireNonNull(home, "home");
  }
}
