package dev.weft.classifier.trial;

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
 * Has a version loaded and checked in a process of its own, with a limit of time and memory, before
 * this process touches it. A crash, a hang or an excess is that process's.
 */
public final class CheckProcess {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final long MIB = 1L << 20;
  private static final long LOOK_MILLIS = 25;
  private static final long OUTPUT_MILLIS = 2_000;

  /** The JVM besides its heap, the libraries, and what they keep for threads. */
  private static final long OVERHEAD_BYTES = 768 * MIB;

  /** What the libraries of CUDA take of the machine's memory, too. */
  private static final long CUDA_BYTES = 6144 * MIB;

  /** More than a signal's number: how Java says that a process died of one. */
  private static final int SIGNALED = 128;

  private static final int SIGKILL = 9;
  private static final Map<Integer, String> SIGNALS =
      Map.of(4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 11, "SIGSEGV");

  private final Class<?> main;
  private final LoadLimits limits;

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * It may be loaded here.
     *
     * @param peakBytes the most memory that was seen; 0 if that is not known
     */
    record Passed(Duration took, long peakBytes) implements Outcome {}

    /** It is not what it says: see {@code LoadResult.Refused}. */
    record Refused(String reason) implements Outcome {}

    /** It could not be tried: see {@code LoadResult.Failed}. */
    record Failed(String reason) implements Outcome {}

    /** It must not be loaded here: see {@code LoadResult.Crashed}. */
    record Crashed(String reason) implements Outcome {}
  }

  public CheckProcess(LoadLimits limits) {
    this(limits, CheckMain.class);
  }

  /**
   * @param main what runs in the process
   */
  public CheckProcess(LoadLimits limits, Class<?> main) {
    this.limits = limits;
    this.main = main;
  }

  /**
   * Waits until it is known.
   *
   * @param needBytes what the version needs by estimate
   * @throws InterruptedException if this thread is; the process is ended then, too
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
        var builder = ChildJvm.builder(main, temp, limits.heapBytes(), limit);
        return run(builder.start(), request, bytes, scarce);
      } finally {
        delete(temp);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no process can be started to check it in (weft.classifier.loading.check=false loads without): "
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
      tell(process, request);
      long peak = 0;
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        long resident = ProcessMemory.resident(process.pid()).orElse(0);
        peak = Math.max(peak, resident);
        if (resident > maxBytes) {
          return excess(maxBytes, scarce);
        }
        if (System.nanoTime() - begun > limits.timeout().toNanos()) {
          return new Outcome.Crashed(
              "its load did not end within %s (weft.classifier.loading.timeout)"
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

  /** It may be gone already; what it ended with says why. */
  @SuppressWarnings("resource") // the stream stays open: its end would be the process's
  private static void tell(Process process, CheckRequest request) {
    try {
      request.write(new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
    } catch (IOException e) {
      LOG.debugf(e, "the process that checks a version does not listen");
    }
  }

  private static Outcome excess(long maxBytes, boolean scarce) {
    return scarce
        ? new Outcome.Failed(
            "its load takes more than %d MiB of memory, and no more is free"
                .formatted(maxBytes / MIB))
        : new Outcome.Crashed(
            "its load took more than %d MiB of memory (weft.classifier.loading.memory)"
                .formatted(maxBytes / MIB));
  }

  private static Outcome outcome(
      int code, CheckOutput out, CheckOutput err, Duration took, long peak) {
    String reason = out.reason().or(err::last).or(out::last).orElse("it does not say why");
    return switch (code) {
      case CheckMain.PASSED -> new Outcome.Passed(took, peak);
      case CheckMain.REFUSED -> new Outcome.Refused(reason);
      case CheckMain.UNABLE ->
          new Outcome.Failed("the process that was to check it has no engine: " + reason);
      case CheckMain.FAILED -> new Outcome.Crashed("its load failed: " + reason);
      default ->
          new Outcome.Crashed(
              "its load crashed the process that tried it: "
                  + out.crash().or(err::crash).orElseGet(() -> ended(code)));
    };
  }

  private static String ended(int code) {
    if (code == SIGNALED + SIGKILL) {
      return "signal 9, as when memory runs out";
    }
    if (code <= SIGNALED) {
      return "exit code " + code;
    }
    // A JVM whose own report of a crash crashes says nothing of it.
    int signal = code - SIGNALED;
    String name = SIGNALS.get(signal);
    return "signal " + signal + (name == null ? "" : " (" + name + ")");
  }

  /** What is left is in a folder for temporary files. */
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
      LOG.debugf(e, "left behind: %s", folder);
    }
  }
}
