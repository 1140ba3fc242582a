package dev.weft.kafka.group;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Runs a replica's memberships in its group one after the other: when one fails, the next starts
 * after a backoff, which is reset by a membership that lasted for a minute. Runs on the caller's
 * thread until the caller stops it.
 */
public final class Memberships {

  private static final Duration CALM = Duration.ofMinutes(1);

  private final InstanceConflict conflict;
  private final IntFunction<Duration> delays;
  private final LongSupplier nanoTime;

  /** One membership, from joining the group to leaving it. */
  public interface Membership extends AutoCloseable {

    /**
     * Works until {@code stopping} returns true.
     *
     * @throws RuntimeException if the membership has ended
     */
    void run(BooleanSupplier stopping);

    /** Leaves the group. */
    @Override
    void close();
  }

  /** Waits between memberships. */
  public interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /**
   * @param conflict notified of each failure
   * @param delays the delay by number of consecutive failures, from 1
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
   * Runs memberships; returns once stopped.
   *
   * @param failed receives the reason when a membership could not start or has failed, after the
   *     group was left
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
