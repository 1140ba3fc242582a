package dev.weft.standalone;

import dev.weft.embedded.PortTakenException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs all of Weft in one JVM; README.md describes the command line and the exit codes. */
@QuarkusMain
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;
  private static final int TAKEN = 3;
  private static final long SERVICES_STOP_SECONDS = 25;
  private static final String FRAMEWORKS_OWN = "Failed to start quarkus";

  private Main() {}

  public static void main(String[] args) {
    try {
      StandaloneOptions options = StandaloneOptions.parse(args, Main::configured);
      ParentWatch.start();
      DataDirectory data = DataDirectory.open(options.data());
      System.exit(run(options, data));
    } catch (PortTakenException | DataDirectory.InUseException e) {
      fail(TAKEN, e);
    } catch (IllegalArgumentException e) {
      fail(WRONG_OPTION, e);
    } catch (RuntimeException e) {
      fail(FAILED, e);
    }
  }

  private static int run(StandaloneOptions options, DataDirectory data) {
    StandaloneAddresses place = StandaloneAddresses.choose(options, data);
    place.configuration(options, data).forEach(System::setProperty);
    if (options.restore().isPresent()) {
      return new StandaloneRestore(place, data)
          .run(options.restore().get(), options.imagePartitions());
    }
    StartupLogs.suppress();
    EmbeddedBackends foundation = EmbeddedBackends.start(place, data);
    Running.set(new Running(place, data.root(), foundation));
    CountDownLatch servicesStopped = new CountDownLatch(1);
    AtomicInteger exitCode = new AtomicInteger();
    stopAtExit(foundation, servicesStopped);
    try {
      Quarkus.run(
          WeftApplication.class,
          (code, failure) -> {
            exitCode.set(failure == null ? code : FAILED);
            if (failure != null) {
              System.err.println("weft: " + cause(failure).getMessage());
            }
            servicesStopped.countDown();
          });
    } finally {
      servicesStopped.countDown();
    }
    return exitCode.get();
  }

  /**
   * On a signal the JVM runs this hook and Quarkus's own concurrently, and exits when both have
   * returned. Broker and store are stopped once the services no longer need them, and before
   * anything is cut off.
   */
  private static void stopAtExit(EmbeddedBackends foundation, CountDownLatch servicesStopped) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    servicesStopped.await(SERVICES_STOP_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                  foundation.close();
                },
                "weft-stop"));
  }

  private static String configured(String key) {
    String property = System.getProperty(key);
    return property != null
        ? property
        : System.getenv(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && hasNoMessage(cause)) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static boolean hasNoMessage(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.equals(FRAMEWORKS_OWN) || message.contains(failure.getCause().toString());
  }

  /** Prints the error and its root cause, since a framework's own message seldom contains it. */
  private static void fail(int code, RuntimeException e) {
    System.err.println("weft: " + e.getMessage());
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      System.err.println("      " + cause.getMessage());
    }
    System.exit(code);
  }
}
