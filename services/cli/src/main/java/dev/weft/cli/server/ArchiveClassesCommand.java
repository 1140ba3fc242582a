package dev.weft.cli.server;

import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.server.ClassArchive;
import dev.weft.console.server.Ready;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code weft archive-classes}, which the launcher executes at the end of {@code weft build}. */
@Command(
    name = "archive-classes",
    hidden = true,
    description = {
      "Start the server once and store its loaded classes, so that later starts take less time.",
      "Part of `weft build`."
    })
public final class ArchiveClassesCommand implements Callable<Integer> {
  private static final long MOST_SECONDS = 60;

  private final CommandSession session;

  @Parameters(
      paramLabel = "WORD",
      description = {
        "A command line that is executed while the server runs, with the server's address appended:",
        "the one that stores the classes of short commands."
      })
  private List<String> command = List.of();

  public ArchiveClassesCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("weft-archive");
    try (Progress progress = session.progress("storing the classes of server and commands")) {
      ClassArchive.create(session.context(), data, progress, this::execute);
      return ExitCode.OK;
    } finally {
      Folders.delete(data);
    }
  }

  /** Its output and its result do not matter: without its archive, commands start more slowly. */
  private void execute(Ready ready) {
    if (command.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(command);
    words.add(ready.http().toString());
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot execute " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
