package dev.weft.demo;

import dev.weft.console.CommandSession;
import dev.weft.console.Context;
import dev.weft.console.OutputFormat;
import dev.weft.console.WeftCommand;
import dev.weft.console.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A session without a terminal, with its output. */
public final class Sessions {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CommandSession session;

  private Sessions(OutputFormat format) {
    WeftCommand options = new WeftCommand();
    options.output = format;
    session =
        new CommandSession(
            new Context(Terminal.plain(out, err), Map.of(), Path.of("no-such-home")), options);
  }

  public static Sessions text() {
    return new Sessions(OutputFormat.TEXT);
  }

  public static Sessions json() {
    return new Sessions(OutputFormat.JSON);
  }

  public CommandSession session() {
    return session;
  }

  /** Standard output so far. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Standard error so far. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
