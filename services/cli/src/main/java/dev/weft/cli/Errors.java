package dev.weft.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.WeftException;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerFault;
import dev.weft.console.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Reports errors to people on standard error, and to scripts as the last JSON line on standard
 * output. Stack traces are only printed with {@code --verbose}.
 */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final CommandSession session;

  Errors(CommandSession session) {
    this.session = session;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    report(e.getMessage(), "");
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    printJson(e.getMessage(), ExitCode.USAGE);
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof WeftException fault) {
      return handleExecutionException(ServerFault.of(fault), command, parsed);
    }
    int exitCode = ExitCode.FAILED;
    String hint = "run the command again with --verbose for details";
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof CliException known) {
      exitCode = known.exitCode();
      hint = known.hint();
    } else if (!(e instanceof IllegalArgumentException)) {
      message = e.getClass().getSimpleName() + ": " + message;
    }
    report(message, hint);
    if (session.verbose()) {
      e.printStackTrace(session.terminal().err());
    }
    printJson(message, exitCode);
    return exitCode;
  }

  private void report(String message, String hint) {
    Terminal terminal = session.terminal();
    terminal.err().println(terminal.errStyle().red("weft: ") + message);
    if (!hint.isEmpty()) {
      terminal.err().println("      " + hint);
    }
  }

  private void printJson(String message, int exitCode) {
    ObjectNode json = Json.object().put("error", message).put("exitCode", exitCode);
    session.printJson(json);
  }
}
