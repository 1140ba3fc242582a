package dev.weft.cli.completion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Paths from which a user's shells load completions.
 *
 * @param bash the folder of bash-completion
 * @param zsh the folder that .zshrc loads completions from
 * @param zshrc the {@code .zshrc} file
 */
record Installation(Path bash, Path zsh, Path zshrc) {

  private static final String NAME = "weft";

  /**
   * Determines the paths from the environment: XDG_DATA_HOME, BASH_COMPLETION_USER_DIR, ZDOTDIR,
   * HOME.
   */
  static Installation of(Map<String, String> env) {
    Path home = Path.of(env.getOrDefault("HOME", System.getProperty("user.home")));
    Path data = folder(env, "XDG_DATA_HOME", home.resolve(".local/share"));
    Path completion = folder(env, "BASH_COMPLETION_USER_DIR", data.resolve("bash-completion"));
    return new Installation(
        completion.resolve("completions"),
        data.resolve("weft"),
        folder(env, "ZDOTDIR", home).resolve(".zshrc"));
  }

  private static Path folder(Map<String, String> env, String name, Path otherwise) {
    String value = env.getOrDefault(name, "");
    return value.isEmpty() ? otherwise : Path.of(value);
  }

  /** Writes the shell's files; returns a description of the changes. */
  List<String> install(Shell shell, String script) throws IOException {
    return switch (shell) {
      case BASH -> List.of(written(bash.resolve(NAME), script));
      case ZSH -> forZsh(script);
    };
  }

  private List<String> forZsh(String script) throws IOException {
    Path file = zsh.resolve("completion");
    List<String> done = new ArrayList<>();
    done.add(written(file, script));
    String quoted = "'" + file.toString().replace("'", "'\\''") + "'";
    String line =
        "autoload -U compinit bashcompinit && compinit && bashcompinit && source " + quoted;
    String before = Files.exists(zshrc) ? Files.readString(zshrc) : "";
    if (before.lines().anyMatch(line::equals)) {
      done.add(zshrc + " already loads it");
    } else {
      String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
      Files.writeString(
          zshrc, gap + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      done.add("added to " + zshrc + ": " + line);
    }
    return done;
  }

  /** Writes atomically, so that a full disk leaves no partial script. */
  private static String written(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), NAME, ".part");
    try {
      Files.writeString(part, script);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return "wrote " + file;
  }
}
