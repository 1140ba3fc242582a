package dev.weft.cli.bench;

/**
 * What a piece of work took.
 *
 * @param seconds on the clock
 * @param processorSeconds of this process on all cores together, which other programs on the
 *     machine disturb less
 */
record Spent(double seconds, double processorSeconds) {
  static final Spent NOTHING = new Spent(0, 0);

  Spent plus(Spent more) {
    return new Spent(seconds + more.seconds, processorSeconds + more.processorSeconds);
  }

  Spent times(double factor) {
    return new Spent(seconds * factor, processorSeconds * factor);
  }
}
