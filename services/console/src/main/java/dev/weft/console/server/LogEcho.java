package dev.weft.console.server;

import dev.weft.console.CommandSession;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Prints the server's warnings and errors; with {@code --verbose} all of its output. */
public final class LogEcho implements Consumer<String> {
  private static final Pattern LOUD = Pattern.compile("^\\d\\S+ (\\d\\S+ )?(WARN|ERROR|FATAL) .*");

  private final CommandSession session;

  public LogEcho(CommandSession session) {
    this.session = session;
  }

  @Override
  public void accept(String line) {
    if (session.verbose() || isLoud(line)) {
      session.note(line);
    }
  }

  static boolean isLoud(String line) {
    return LOUD.matcher(line).matches();
  }
}
