package dev.weft.cli;

import dev.weft.console.Context;
import dev.weft.console.terminal.Terminal;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Executes commands that only ask a server, one after the other, without output: the launcher
 * archives the classes that they load, so that each of them starts faster.
 */
public final class ShortCommands {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("models"),
          List.of("status"),
          List.of("trainings"),
          List.of("rollout", "status"),
          List.of("image", "unknown"));

  private ShortCommands() {}

  /**
   * @param args the server's address
   */
  public static void main(String[] args) {
    Terminal terminal =
        Terminal.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    Context context = new Context(terminal, Map.of(), Path.of("."));
    for (List<String> command : COMMANDS) {
      List<String> words = new ArrayList<>(command);
      words.addAll(List.of("--server", args[0]));
      Weft.execute(context, words.toArray(String[]::new));
    }
  }
}
