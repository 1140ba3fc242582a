package dev.weft.classifier.loadcheck;

import dev.weft.xception.engine.load.Engines;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Loads and checks a version in a child process, with limits of time and memory, before this
 * process loads it, so that a crash, a hang or an exceeded limit only affects the child.
 */
public final class CheckProcess {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final long MIB = 1L << 20;
  private static final long POLL_MILLIS = 25;
  private static final long OUTPUT_MILLIS = 2_000;

  /** Memory of a JVM besides its heap, of the libraries, and of their threads. */
  private static final long OVERHEAD_BYTES = 768 * MIB;

  /** Main memory that CUDA's libraries take in addition. */
  private static final long CUDA_BYTES = 6144 * MIB;

  /** Java's exit code of a process that was killed by a signal is this plus the signal's number. */
  private static final int SIGNALED = 128;

  private static final int SIGKILL = 9;
  private static final Map<Integer, String> SIGNALS =
      Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV");

  private final Class<?> main;
  private final LoadLimits limits;

  /** Result of a check. */
  public sealed interface Outcome {

    /**
     * The version may be loaded here.
     *
     * @param peakBytes highest memory observed; 0 if unknown
     */
    record Passed(Duration took, long peakBytes) implements Outcome {}

    /** The version fails its checks: see {@code LoadResult.Refused}. */
    record Refused(String reason) implements Outcome {}

    /** The version could not be checked: see {@code LoadResult.Failed}. */
    record Failed(String reason) implements Outcome {}

    /** The version must not be loaded here: see {@code LoadResult.Crashed}. */
    record Crashed(String reason) implements Outcome {}
  }

  public CheckProcess(LoadLimits limits) {
    this(limits, CheckMain.class);
  }

  /**
   * @param main class that runs in the process
   */
  public CheckProcess(LoadLimits limits, Class<?> main) {
    this.limits = limits;
    this.main = main;
  }

  /**
   * Runs the check; blocks until it ends.
   *
   * @param needBytes estimated memory of the version
   * @throws InterruptedException if this thread is interrupted; the process is killed then, too
   * @throws UncheckedIOException if no process can be started
   */
  public Outcome check(CheckRequest request, long needBytes) throws InterruptedException {
    long limit = limit(needBytes);
    OptionalLong available = ProcessMemory.available();
    boolean scarce = available.isPresent() && available.getAsLong() < limit;
    long bytes = scarce ? available.getAsLong() : limit;
    try {
      Path temp = Files.createTempDirectory("weft-check-");
      try {
        var builder = ChildJvm.builder(main, temp, limits.heapBytes(), limit, request.background());
        return run(builder.start(), request, bytes, scarce);
      } finally {
        delete(temp);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot start a process to check it (to load without a check, set"
              + " weft.classifier.loading.check=false): "
              + e.getMessage(),
          e);
    }
  }

  private long limit(long needBytes) {
    if (limits.memoryBytes() > 0) {
      return limits.memoryBytes();
    }
    boolean cuda =
        Engines.available().stream()
            .anyMatch(engine -> engine.usable() && engine.engine().endsWith("-cuda"));
    return limits.heapBytes() + OVERHEAD_BYTES + 2 * needBytes + (cuda ? CUDA_BYTES : 0);
  }

  private Outcome run(Process process, CheckRequest request, long maxBytes, boolean scarce)
      throws InterruptedException {
    long begun = System.nanoTime();
    try {
      ProcessMemory.sacrificeFirst(process.pid());
      var out = new CheckOutput(process.getInputStream(), "weft-check-out");
      var err = new CheckOutput(process.getErrorStream(), "weft-check-err");
      send(process, request);
      long peak = 0;
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        long resident = ProcessMemory.resident(process.pid()).orElse(0);
        peak = Math.max(peak, resident);
        if (resident > maxBytes) {
          return excess(maxBytes, scarce);
        }
        if (System.nanoTime() - begun > limits.timeout().toNanos()) {
          return new Outcome.Crashed(
              "loading did not finish within %s (weft.classifier.loading.timeout)"
                  .formatted(limits.timeout()));
        }
      }
      out.await(OUTPUT_MILLIS);
      err.await(OUTPUT_MILLIS);
      return outcome(
          process.exitValue(), out, err, Duration.ofNanos(System.nanoTime() - begun), peak);
    } finally {
      process.destroyForcibly();
      process.waitFor(OUTPUT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Sends the request. If the process is gone already, its exit code tells why. */
  @SuppressWarnings("resource") // the stream stays open, since closing it ends the process
  private static void send(Process process, CheckRequest request) {
    try {
      request.write(new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
    } catch (IOException e) {
      LOG.debugf(e, "the process that checks a version did not read its request");
    }
  }

  private static Outcome excess(long maxBytes, boolean scarce) {
    return scarce
        ? new Outcome.Failed(
            "loading needs more than %d MiB of memory, which is all that is free"
                .formatted(maxBytes / MIB))
        : new Outcome.Crashed(
            "loading needed more than %d MiB of memory (weft.classifier.loading.memory)"
                .formatted(maxBytes / MIB));
  }

  private static Outcome outcome(
      int code, CheckOutput out, CheckOutput err, Duration took, long peak) {
    String reason = out.reason().or(err::last).or(out::last).orElse("no reason given");
    return switch (code) {
      case CheckMain.PASSED -> new Outcome.Passed(took, peak);
      case CheckMain.REFUSED -> new Outcome.Refused(reason);
      case CheckMain.UNABLE ->
          new Outcome.Failed("the process that checks it has no engine: " + reason);
      case CheckMain.FAILED -> new Outcome.Crashed("loading failed: " + reason);
      default ->
          new Outcome.Crashed(
              "loading crashed the process that checks it: "
                  + out.crash().or(err::crash).orElseGet(() -> ended(code)));
    };
  }

  private static String ended(int code) {
    if (code == SIGNALED + SIGKILL) {
      return "signal 9, as sent when memory is exhausted";
    }
    if (code <= SIGNALED) {
      return "exit code " + code;
    }
    // A JVM that crashes while it reports a crash leaves no report.
    int signal = code - SIGNALED;
    String name = SIGNALS.get(signal);
    return "signal " + signal + (name == null ? "" : " (" + name + ")");
  }

  /** What cannot be deleted is in a folder for temporary files. */
  private static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      LOG.debugf(e, "cannot delete %s", folder);
    }
  }
}
