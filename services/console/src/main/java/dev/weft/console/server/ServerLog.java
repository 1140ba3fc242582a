package dev.weft.console.server;

import dev.weft.base.DaemonThreads;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Copies the server's output to a file and keeps the last lines in memory. Thread-safe. */
final class ServerLog {
  private static final int REMEMBERED = 100;
  private static final String OWN = "weft: ";

  private final PrintStream file;
  private final Consumer<String> lines;
  private final Deque<String> last = new ArrayDeque<>();
  private Thread reader;
  private Ready ready;

  private ServerLog(PrintStream file, Consumer<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Opens a new log; the previous one is kept beside it with the suffix {@code .1}. */
  static ServerLog open(Path path, Consumer<String> lines) throws IOException {
    Files.createDirectories(path.getParent());
    if (Files.exists(path)) {
      Path previous = path.resolveSibling(path.getFileName() + ".1");
      Files.move(path, previous, StandardCopyOption.REPLACE_EXISTING);
    }
    PrintStream file = new PrintStream(Files.newOutputStream(path), true, StandardCharsets.UTF_8);
    return new ServerLog(file, lines);
  }

  void follow(InputStream output) {
    reader = DaemonThreads.start("server-log", () -> copy(output));
  }

  private void copy(InputStream output) {
    try (BufferedReader reading =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = reading.readLine(); line != null; line = reading.readLine()) {
        file.println(line);
        remember(line);
        lines.accept(line);
      }
    } catch (IOException e) {
      // The server has exited, which closes its pipe.
    } finally {
      file.close();
    }
  }

  private synchronized void remember(String line) {
    Ready.of(line).ifPresent(said -> ready = said);
    notifyAll();
    last.addLast(line);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
  }

  /** Waits briefly for the last lines of a server that has exited. */
  void awaitEnd() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the server's ready line; empty if it does not appear in time. */
  synchronized Optional<Ready> awaitReady(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    try {
      for (long left = atMost.toMillis();
          left > 0 && ready == null;
          left = (deadline - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
    return Optional.ofNullable(ready);
  }

  /** The last line that the server wrote for people, without its prefix; empty if there is none. */
  synchronized String lastOwnLine() {
    return last.stream()
        .filter(line -> line.startsWith(OWN))
        .reduce("", (first, second) -> second.substring(OWN.length()));
  }

  /** The last lines, oldest first. */
  synchronized List<String> tail(int count) {
    return last.stream().skip(Math.max(0, last.size() - count)).toList();
  }
}
