package dev.weft.cli.completion;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.Session;
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
      "Writes the completion script where the shell finds it, and says what was written.",
      "bash: into the folder that the package bash-completion reads.",
      "zsh: beside it, and a line that loads it into .zshrc, if there is none yet.",
      "Run it again after an update."
    })
final class InstallCommand implements Callable<Integer> {
  private final Session session;

  @Spec private CommandSpec spec;

  @Option(
      names = "--shell",
      paramLabel = "SHELL",
      description = "bash or zsh. Default: what the environment variable SHELL names.")
  private String shell;

  @Option(names = "--print", description = "Only print the script; write nothing.")
  private boolean print;

  InstallCommand(Session session) {
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
          "the completion script cannot be written: " + e,
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
