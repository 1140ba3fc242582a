package dev.weft.base;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * One thread of low priority for work that may wait. On Linux, where the JVM ignores the priorities
 * of threads, its nice value is {@value #NICE}: beside a thread that wants the core all the time it
 * gets a tenth of it, so its work ends on a busy machine too.
 *
 * <p>Threads that such a thread starts have its priority, for good: a process without privileges
 * may not raise it again. A native library's pool of threads must therefore be made elsewhere.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
final class Background {

  private static final System.Logger LOG = System.getLogger(Background.class.getName());
  private static final int NICE = 10;
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(Background::thread);

  private Background() {}

  /** Starts the thread. */
  static void prepare() {
    THREAD.execute(() -> {});
  }

  /** Does the work and returns when it is done; throws what the work throws. */
  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, THREAD).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread =
        DaemonThreads.named(
            "weft-background",
            () -> {
              stepBack();
              work.run();
            });
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** That it cannot is no reason not to work. */
  private static void stepBack() {
    try {
      if (Platform.isLinux()) {
        Linux.setPriority();
      }
    } catch (LinkageError | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "Loads at normal priority: {0}", e.toString());
    }
  }

  /** Bound when it is first needed, and only there. */
  private static final class Linux {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;

    static {
      Native.register(Linux.class, Platform.C_LIBRARY_NAME);
    }

    private Linux() {}

    static void setPriority() {
      setpriority(PRIO_PROCESS, CALLING_THREAD, NICE);
    }

    private static native int setpriority(int which, int who, int value);
  }
}
