package dev.weft.base;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A thread of low priority for work that is not urgent. On Linux, where the JVM ignores thread
 * priorities, its nice value is {@value #NICE}: it gets a tenth of a core that is otherwise fully
 * used, so that its work completes on a busy machine too.
 *
 * <p>Threads that this thread starts inherit its priority permanently: an unprivileged process may
 * not raise it again. A native library's thread pool must therefore be created on another thread.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
final class Background {

  private static final System.Logger LOG = System.getLogger(Background.class.getName());
  private static final int NICE = 10;
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(Background::thread);

  private static final ThreadLocal<Boolean> CURRENT = ThreadLocal.withInitial(() -> false);

  private Background() {}

  /** Starts the thread. */
  static void prepare() {
    THREAD.execute(() -> {});
  }

  /** Whether the calling thread is this one. */
  static boolean isCurrent() {
    return CURRENT.get();
  }

  /** Runs the work and returns its result; rethrows its exceptions. */
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
              CURRENT.set(true);
              stepBack();
              work.run();
            });
    thread.setPriority(Thread.MIN_PRIORITY);
    return thread;
  }

  /** A failure to lower the priority does not prevent the work. */
  private static void stepBack() {
    try {
      if (Platform.isLinux()) {
        Linux.setPriority();
      }
    } catch (LinkageError | RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "loading at normal priority: {0}", e.toString());
    }
  }

  /** Linked on first use, and only on Linux. */
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
