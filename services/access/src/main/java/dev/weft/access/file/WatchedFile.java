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
 * What a small file holds, looked at again and again: a mounted Secret of Kubernetes changes by a
 * link, which watchers of one file miss. While it is gone or wrong, the last good content counts
 * and the log says so once. Thread-safe.
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
   * Reads it, and goes on reading until it is closed.
   *
   * @param interval from one look to the next
   * @param reader of its text; throws {@link IllegalArgumentException} if it makes no sense, with a
   *     message that may be logged
   * @throws IllegalArgumentException naming the file, if there is nothing good in it now
   */
  public static <T> WatchedFile<T> open(Path file, Duration interval, Function<String, T> reader) {
    try {
      WatchedFile<T> watched = new WatchedFile<>(file, reader);
      long nanos = interval.toNanos();
      watched.timer.scheduleWithFixedDelay(watched::look, nanos, nanos, TimeUnit.NANOSECONDS);
      return watched;
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The last good content. */
  public T get() {
    return content;
  }

  /** Reads it now. */
  void look() {
    try {
      String text = Files.readString(file);
      if (!text.equals(seen)) {
        content = reader.apply(text);
        seen = text;
        LOG.infof("%s has changed and is read again", file);
      }
      complaint = "";
    } catch (IOException | IllegalArgumentException e) {
      String problem = e instanceof IOException ? e.toString() : e.getMessage();
      if (!problem.equals(complaint)) {
        complaint = problem;
        LOG.errorf("%s: %s; what it held before still counts", file, problem);
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
