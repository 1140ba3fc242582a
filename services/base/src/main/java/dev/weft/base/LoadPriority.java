package dev.weft.base;

import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How much of the machine a piece of work may use while other work goes on. */
public enum LoadPriority {

  /** All cores, for the shortest time. */
  FOREGROUND {
    @Override
    public <T> T call(Supplier<T> work) {
      return work.get();
    }

    @Override
    public <T> Stream<T> stream(Collection<T> parts) {
      return parts.parallelStream();
    }
  },

  /** Little more than idle capacity, one part after the other: see {@link Background}. */
  BACKGROUND {
    @Override
    public <T> T call(Supplier<T> work) {
      return Background.call(work);
    }

    @Override
    public <T> Stream<T> stream(Collection<T> parts) {
      return parts.stream();
    }
  };

  /**
   * Prepares {@link #BACKGROUND} without waiting for it. Called before other work starts, it avoids
   * that the first background work disturbs it: finding the C library runs a program and reads its
   * output.
   */
  public static void prepare() {
    Background.prepare();
  }

  /** Returns whether the calling thread runs work of {@link #BACKGROUND}. */
  public static boolean isBackground() {
    return Background.isCurrent();
  }

  /**
   * Runs the work and returns its result.
   *
   * @throws RuntimeException an exception of the work
   */
  public abstract <T> T call(Supplier<T> work);

  /** Runs work without a result. */
  public final void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  /** Streams the parts to be processed at this priority within {@link #call}. */
  public abstract <T> Stream<T> stream(Collection<T> parts);
}
