package dev.weft.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Terminal;
import java.util.List;

/**
 * Output of a command: with {@code --output json} standard output contains JSON lines only, the
 * last of which is the command's result; otherwise it contains text.
 */
public final class CommandSession {
  private static final String ERASE = "\r\u001b[K";

  private final Context context;
  private final WeftCommand options;

  public CommandSession(Context context, WeftCommand options) {
    this.context = context;
    this.options = options;
  }

  public Context context() {
    return context;
  }

  public boolean json() {
    return options.output == OutputFormat.JSON;
  }

  public boolean verbose() {
    return options.verbose;
  }

  /** Style of standard output. */
  public Style style() {
    return terminal().outStyle();
  }

  /** Shows progress on standard error; the caller closes it. */
  public Progress progress(String title) {
    return Progress.of(title, terminal(), options.quiet);
  }

  /** Shows progress without an estimate of the remaining time, for work that reports one itself. */
  public Progress progressWithoutTimeLeft(String title) {
    return Progress.withoutTimeLeft(title, terminal(), options.quiet);
  }

  /** Prints text on standard output; nothing with {@code --output json}. */
  public void print(String line) {
    if (!json()) {
      terminal().out().println(line);
    }
  }

  /** Prints lines on standard output; nothing with {@code --output json}. */
  public void print(List<String> lines) {
    lines.forEach(this::print);
  }

  /** Prints a hint on standard error, unless quiet; a progress bar is redrawn below it. */
  public void note(String line) {
    if (!options.quiet) {
      Terminal terminal = terminal();
      terminal.err().println(terminal.errStyle().tty() ? ERASE + line : line);
    }
  }

  /** Prints a response of the server as a JSON line; nothing without {@code --output json}. */
  public void printJson(Record answer) {
    if (json()) {
      printJson(Json.tree(answer));
    }
  }

  /** Prints a JSON line on standard output; nothing without {@code --output json}. */
  public void printJson(JsonNode node) {
    if (json()) {
      terminal().out().println(Json.line(node));
    }
  }

  public Terminal terminal() {
    return options.noColor ? context.terminal().withoutColor() : context.terminal();
  }
}
