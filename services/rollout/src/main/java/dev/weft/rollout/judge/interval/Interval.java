package dev.weft.rollout.judge.interval;

/**
 * An estimate with its confidence interval.
 *
 * @param value the estimate; NaN if there is none
 * @param low lower end of its confidence interval; NaN if nothing was measured
 * @param high upper end; infinite if the measurements do not bound it
 */
public record Interval(double value, double low, double high) {

  /** The interval where nothing was measured. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** Whether anything was measured. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  public Interval times(double factor) {
    return new Interval(value * factor, low * factor, high * factor);
  }
}
