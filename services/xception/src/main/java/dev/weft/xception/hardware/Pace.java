package dev.weft.xception.hardware;

import java.util.Collection;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How much of the machine a piece of work may take while other work goes on. */
public enum Pace {

  /** All of it, for the shortest time. */
  QUICK {
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
  GENTLE {
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
   * Makes ready what {@link #GENTLE} needs, and does not wait for it. Where that is done before
   * there is other work, the first gentle piece of work does not disturb it: the search for the C
   * library runs a program and reads what it says.
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

  /** The parts, to be worked on at this pace within {@link #call}. */
  public abstract <T> Stream<T> stream(Collection<T> parts);
}
