package dev.weft.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Terminal;
import java.util.List;

/**
 * The one way for commands to speak: with {@code --output json} standard output carries JSON lines
 * only, the last of which is the command's result; text goes there otherwise.
 */
public final class Session {
  private static final String ERASE = "\r\u001b[K";

  private final Context context;
  private final WeftCommand options;

  public Session(Context context, WeftCommand options) {
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

  /** How standard output may look. */
  public Style style() {
    return terminal().outStyle();
  }

  /** Progress on standard error; the caller closes it. */
  public Progress progress(String title) {
    return Progress.of(title, terminal(), options.quiet);
  }

  /** Likewise, for work that says itself how long it will take. */
  public Progress progressWithoutTimeLeft(String title) {
    return Progress.withoutTimeLeft(title, terminal(), options.quiet);
  }

  /** Text on standard output; nothing there with {@code --output json}. */
  public void print(String line) {
    if (!json()) {
      terminal().out().println(line);
    }
  }

  /** Lines on standard output; nothing there with {@code --output json}. */
  public void print(List<String> lines) {
    lines.forEach(this::print);
  }

  /**
   * A hint on standard error, unless quiet; takes the place of a progress bar, which comes back.
   */
  public void note(String line) {
    if (!options.quiet) {
      Terminal terminal = terminal();
      terminal.err().println(terminal.errStyle().tty() ? ERASE + line : line);
    }
  }

  /** An answer of the server's as a JSON line; nothing there without {@code --output json}. */
  public void printJson(Record answer) {
    if (json()) {
      printJson(Json.tree(answer));
    }
  }

  /** A JSON line on standard output; nothing there without {@code --output json}. */
  public void printJson(JsonNode node) {
    if (json()) {
      terminal().out().println(Json.line(node));
    }
  }

  public Terminal terminal() {
    return options.noColor ? context.terminal().withoutColor() : context.terminal();
  }
}
