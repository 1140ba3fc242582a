package dev.weft.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.console.Context;
import dev.weft.console.Json;
import dev.weft.console.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The result of a command.
 *
 * @param exitCode exit code
 * @param out standard output
 * @param err standard error
 */
public record CliRun(int exitCode, String out, String err) {

  /** Executes a command in this JVM, without a terminal. */
  public static CliRun of(String... args) {
    return of(Map.of(), args);
  }

  /** Executes a command with environment variables. */
  public static CliRun of(Map<String, String> env, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Context context = new Context(Terminal.plain(out, err), env, Path.of("no-such-home"));
    int exitCode = Weft.execute(context, args);
    return new CliRun(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** The last line of standard output, parsed as JSON. */
  public JsonNode json() {
    String[] lines = out.strip().split("\n");
    return Json.parse(lines[lines.length - 1]);
  }
}
