package dev.weft.kafka.group;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A replica's memberships in its group, one after the other: a failure ends one, and the next
 * begins after a back-off, which starts anew after a membership that lasted for a minute. Whoever
 * owns the thread that it runs on says when it stops.
 */
public final class Memberships {

  private static final Duration CALM = Duration.ofMinutes(1);

  private final InstanceConflict conflict;
  private final IntFunction<Duration> delays;
  private final LongSupplier nanoTime;

  /** From joining the group to leaving it. */
  public interface Membership extends AutoCloseable {

    /**
     * Does its work until it is told to stop.
     *
     * @throws RuntimeException if the membership is over
     */
    void run(BooleanSupplier stopping);

    /** Leaves the group. */
    @Override
    void close();
  }

  /** Waits between two memberships. */
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param conflict is told of each failure
   * @param delays how long to wait after so many failures in a row, at least 1
   */
  public Memberships(InstanceConflict conflict, IntFunction<Duration> delays) {
    this(conflict, delays, System::nanoTime);
  }

  Memberships(InstanceConflict conflict, IntFunction<Duration> delays, LongSupplier nanoTime) {
    this.conflict = conflict;
    this.delays = delays;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns once it is stopped.
   *
   * @param failed is told why a membership could not begin or is over, after it was left
   * @throws InterruptedException if the pause was interrupted
   */
  public void run(
      BooleanSupplier stopping,
      Supplier<? extends Membership> memberships,
      Consumer<RuntimeException> failed,
      Pause pause)
      throws InterruptedException {
    for (int failures = 1; !stopping.getAsBoolean(); failures++) {
      long begun = nanoTime.getAsLong();
      try (Membership membership = memberships.get()) {
        membership.run(stopping);
      } catch (RuntimeException e) {
        conflict.note(e);
        failed.accept(e);
        failures = nanoTime.getAsLong() - begun > CALM.toNanos() ? 1 : failures;
        pause.of(delays.apply(failures));
      }
    }
  }
}
