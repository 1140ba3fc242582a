package dev.weft.cli.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weft completion install}. */
@Command(
    name = "install",
    description = {
      "Install the completion script for your shell and print which files were written.",
      "bash: writes the script to the folder that the bash-completion package reads.",
      "zsh: writes the script to the same folder, and adds a line that loads it to .zshrc unless"
          + " there is one.",
      "Run the command again after updating weft."
    })
final class InstallCommand implements Callable<Integer> {
  private final CommandSession session;

  @Spec private CommandSpec spec;

  @Option(
      names = "--shell",
      paramLabel = "SHELL",
      description =
          "Shell to install for: bash or zsh. Default: the shell named by the environment variable"
              + " SHELL.")
  private String shell;

  @Option(names = "--print", description = "Print the script without writing any file.")
  private boolean print;

  InstallCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String script = CompletionCommand.script(spec);
    if (print) {
      CompletionCommand.print(session, script);
      return ExitCode.OK;
    }
    Map<String, String> env = session.context().env();
    Shell chosen = Shell.of(shell == null ? env.getOrDefault("SHELL", "") : shell);
    Installation installation = Installation.of(env);
    List<String> done;
    try {
      done = installation.install(chosen, script);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot write the completion script: " + e,
          "`weft completion install --print` prints it",
          e);
    }
    session.print(done);
    session.print("A new shell completes `weft` once the script is on your path.");
    printJson(chosen, done);
    return ExitCode.OK;
  }

  private void printJson(Shell chosen, List<String> done) {
    ObjectNode json = Json.object().put("shell", chosen.code());
    ArrayNode lines = json.putArray("done");
    done.forEach(lines::add);
    session.printJson(json);
  }
}
