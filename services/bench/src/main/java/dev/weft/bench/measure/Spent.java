package dev.weft.bench.measure;

/**
 * What a piece of work took.
 *
 * @param seconds on the clock
 * @param processorSeconds of this process on all cores together, which other programs on the
 *     machine disturb less
 */
public record Spent(double seconds, double processorSeconds) {
  public static final Spent NOTHING = new Spent(0, 0);

  public Spent plus(Spent more) {
    return new Spent(seconds + more.seconds, processorSeconds + more.processorSeconds);
  }

  public Spent times(double factor) {
    return new Spent(seconds * factor, processorSeconds * factor);
  }
}
