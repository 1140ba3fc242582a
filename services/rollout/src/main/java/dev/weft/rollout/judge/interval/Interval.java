package dev.weft.rollout.judge.interval;

/**
 * An estimate and how far it can be trusted.
 *
 * @param value the estimate; NaN if there is none
 * @param low lower end of its confidence interval; NaN if nothing was measured
 * @param high upper end; infinite if what was measured bounds it nowhere
 */
public record Interval(double value, double low, double high) {

  /** Of nothing. */
  public static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

  /** Whether there is an interval at all. */
  public boolean isKnown() {
    return !Double.isNaN(low) && !Double.isNaN(high);
  }

  public Interval times(double factor) {
    return new Interval(value * factor, low * factor, high * factor);
  }
}
