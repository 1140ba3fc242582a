package dev.weft.bench.measure;

/**
 * Time spent on a piece of work.
 *
 * @param seconds wall-clock time
 * @param processorSeconds processor time of this process over all cores, which other programs on
 *     the machine affect less
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
