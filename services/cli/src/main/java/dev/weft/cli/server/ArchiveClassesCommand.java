package dev.weft.cli.server;

import dev.weft.console.ExitCode;
import dev.weft.console.Folders;
import dev.weft.console.Session;
import dev.weft.console.server.ClassArchive;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code weft archive-classes}, which the launcher executes at the end of {@code weft build}. */
@Command(
    name = "archive-classes",
    hidden = true,
    description = {
      "Start the server once and store its loaded classes, so that later starts take less time.",
      "Part of `weft build`."
    })
public final class ArchiveClassesCommand implements Callable<Integer> {
  private final Session session;

  public ArchiveClassesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Path data = Files.createTempDirectory("weft-archive");
    try (Progress progress = session.progress("storing the server's classes")) {
      ClassArchive.create(session.context(), data, progress);
      return ExitCode.OK;
    } finally {
      Folders.delete(data);
    }
  }
}
