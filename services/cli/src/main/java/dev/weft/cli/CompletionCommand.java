package dev.weft.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weft completion}. */
@Command(
    name = "completion",
    description = {
      "Prints the completion script for bash and zsh.",
      "bash:  source <(weft completion)    (or put it into ~/.local/share/bash-completion/"
          + "completions/weft)",
      "zsh:   autoload -U bashcompinit && bashcompinit && source <(weft completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Spec private CommandSpec spec;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script = AutoComplete.bash("weft", root);
    if (session.json()) {
      session.printJson(Json.object().put("shell", "bash").put("script", script));
    } else {
      session.terminal().out().print(script);
    }
    return ExitCode.OK;
  }
}
