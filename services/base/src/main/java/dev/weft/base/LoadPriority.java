package dev.weft.base;

import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How much of the machine a piece of work may take while other work goes on. */
public enum LoadPriority {

  /** All of it, for the shortest time. */
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

  /** Little more than what nothing else wants, one part after the other: see {@link Background}. */
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
   * Makes ready what {@link #BACKGROUND} needs, and does not wait for it. Where that is done before
   * there is other work, the first piece of background work does not disturb it: the search for the
   * C library runs a program and reads what it says.
   */
  public static void prepare() {
    Background.prepare();
  }

  /**
   * Does the work and returns when it is done.
   *
   * @throws RuntimeException what the work throws
   */
  public abstract <T> T call(Supplier<T> work);

  /** The same, for work without a result. */
  public final void run(Runnable work) {
    call(
        () -> {
          work.run();
          return null;
        });
  }

  /** The parts, to be worked on at this priority within {@link #call}. */
  public abstract <T> Stream<T> stream(Collection<T> parts);
}
