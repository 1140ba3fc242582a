package dev.weft.access.file;

import dev.weft.base.DaemonThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The content of a small file that is reread at an interval, since a mounted Secret of Kubernetes
 * changes by a symbolic link, which a watcher of one file misses. If the file is missing or
 * invalid, the last valid content stays in effect, and the failure is logged once. Thread-safe.
 */
public final class WatchedFile<T> implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(WatchedFile.class);

  private final Path file;
  private final Function<String, T> reader;
  private final ScheduledExecutorService timer;
  private volatile T content;
  private String seen;
  private String complaint = "";

  private WatchedFile(Path file, Function<String, T> reader) throws IOException {
    this.file = file;
    this.reader = reader;
    this.seen = Files.readString(file);
    this.content = reader.apply(seen);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.single("weft-access-files"));
  }

  /**
   * Reads the file, and rereads it until this is closed.
   *
   * @param interval between two reads
   * @param reader parses the text; throws {@link IllegalArgumentException} if it is invalid, with a
   *     message that may be logged
   * @throws IllegalArgumentException naming the file, if it has no valid content now
   */
  public static <T> WatchedFile<T> open(Path file, Duration interval, Function<String, T> reader) {
    try {
      WatchedFile<T> watched = new WatchedFile<>(file, reader);
      long nanos = interval.toNanos();
      watched.timer.scheduleWithFixedDelay(watched::reread, nanos, nanos, TimeUnit.NANOSECONDS);
      return watched;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The last valid content. */
  public T get() {
    return content;
  }

  /** Rereads the file now. */
  void reread() {
    try {
      String text = Files.readString(file);
      if (!text.equals(seen)) {
        content = reader.apply(text);
        seen = text;
        LOG.infof("%s has changed and was read again", file);
      }
      complaint = "";
    } catch (IOException | IllegalArgumentException e) {
      String problem = e instanceof IOException ? e.toString() : e.getMessage();
      if (!problem.equals(complaint)) {
        complaint = problem;
        LOG.errorf("%s: %s; its previous content stays in effect", file, problem);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
