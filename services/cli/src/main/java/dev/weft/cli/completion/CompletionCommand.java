package dev.weft.cli.completion;

import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
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
      "Print the completion script for bash and zsh. To install it, run `weft completion install`.",
      "To load it in the current shell only, run:  source <(weft completion)"
    },
    synopsisSubcommandLabel = "[COMMAND]")
public final class CompletionCommand implements Callable<Integer> {
  private final CommandSession session;

  @Spec private CommandSpec spec;

  private CompletionCommand(CommandSession session) {
    this.session = session;
  }

  /** Creates the command with its subcommand. */
  public static CommandLine create(CommandSession session) {
    return new CommandLine(new CompletionCommand(session))
        .addSubcommand(new InstallCommand(session));
  }

  @Override
  public Integer call() {
    print(session, script(spec));
    return ExitCode.OK;
  }

  /** Returns the completion script for all commands. */
  static String script(CommandSpec spec) {
    return AutoComplete.bash("weft", spec.root().commandLine());
  }

  static void print(CommandSession session, String script) {
    if (session.json()) {
      session.printJson(Json.object().put("shell", "bash").put("script", script));
    } else {
      session.terminal().out().print(script);
    }
  }
}
