package dev.weft.console;

import dev.weft.console.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * What a command knows of the world around it.
 *
 * @param terminal where text goes
 * @param env environment variables
 * @param home the folder that holds the launcher script and {@code services/}
 */
public record Context(Terminal terminal, Map<String, String> env, Path home) {
  public Context {
    Objects.requireNonNull(terminal, "terminal");
    env = Map.copyOf(env);
    Objects.requireNonNull(home, "home");
  }
}
