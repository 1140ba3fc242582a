package dev.weft.classifier.loadcheck;

import dev.weft.base.DaemonThreads;
import dev.weft.base.LoadPriority;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.load.Engines;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Main class of a process that loads one version, runs its golden check, and exits, so that a crash
 * happens there and not in the process that serves. Reads a {@link CheckRequest} from standard
 * input, and exits when that is closed, since its result is no longer needed then.
 */
public final class CheckMain {

  static final int PASSED = 0;

  /** Exit code: the version fails its checks. */
  static final int REFUSED = 70;

  /** Exit code: another error, as may happen in any process. */
  static final int FAILED = 71;

  /** Prefix of the line with the reason. */
  static final String REASON = "weft-check: ";

  /** Exit code: no engine can be loaded, whatever the version. */
  static final int UNABLE = 72;

  private static final int ORPHANED = 73;

  /** Standard output is reserved for the reason. */
  private static final PrintStream LOG = stream(FileDescriptor.err);

  private CheckMain() {}

  /** Never returns, and exits without the native libraries' cleanup. */
  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    System.setOut(LOG);
    int code = FAILED;
    try {
      var in = new DataInputStream(System.in);
      var request = CheckRequest.read(in);
      endWith(in);
      Optional<String> obstacle = obstacle(request.options());
      if (obstacle.isPresent()) {
        code = UNABLE;
        out.println(REASON + oneLine(obstacle.get()));
      } else {
        LoadPriority priority =
            request.background() ? LoadPriority.BACKGROUND : LoadPriority.FOREGROUND;
        priority.run(() -> check(request));
        code = PASSED;
      }
    } catch (EngineException e) {
      code = REFUSED;
      out.println(REASON + oneLine(e.getMessage()));
    } catch (Throwable e) {
      out.println(REASON + oneLine(e.toString()));
    } finally {
      out.flush();
      Runtime.getRuntime().halt(code);
    }
  }

  /** Why no engine can be loaded, such as a disk too full for the native library. */
  private static Optional<String> obstacle(EngineOptions options) {
    List<EngineReport> allowed =
        Engines.available().stream().filter(report -> options.allows(report.engine())).toList();
    return allowed.isEmpty() || allowed.stream().anyMatch(EngineReport::usable)
        ? Optional.empty()
        : Optional.of(
            allowed.stream().map(EngineReport::toString).collect(Collectors.joining("; ")));
  }

  private static void check(CheckRequest request) {
    try (Engine engine = Engines.load(request.files(), request.golden(), request.options())) {
      if (request.features()) {
        tryFeatures(request, engine);
      }
    }
  }

  /** Runs the features' output; the serving process checks their values. */
  private static void tryFeatures(CheckRequest request, Engine engine) {
    try {
      engine.inferWithFeatures(GoldenCheck.images(request.files(), 1), 1);
    } catch (UnsupportedOperationException e) {
      LOG.println(e.getMessage());
    }
  }

  private static void endWith(InputStream in) {
    DaemonThreads.start(
        "weft-check-parent",
        () -> {
          try {
            while (in.read() >= 0) {
              // No further output.
            }
          } catch (IOException e) {
            LOG.println(e);
          }
          Runtime.getRuntime().halt(ORPHANED);
        });
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  private static String oneLine(String text) {
    return String.valueOf(text).replaceAll("\\s+", " ");
  }
}
