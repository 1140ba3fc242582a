package dev.weft.bench.peer;

import dev.weft.bench.peer.EventLoad.Run;
import java.util.List;

/**
 * One of those compared, under load.
 *
 * @param full at full load
 * @param fullProcessor processor time of its process at full load, in seconds over all cores
 * @param backends that of broker and store at full load
 * @param single one image at a time
 * @param singleProcessor processor time of its process, one image at a time
 */
record Measured(
    Run full, double fullProcessor, double backends, Run single, double singleProcessor) {

  /** Returns all rounds together. */
  static Measured all(List<Measured> rounds) {
    return rounds.stream().reduce(Measured::and).orElseThrow();
  }

  private Measured and(Measured other) {
    return new Measured(
        full.and(other.full),
        fullProcessor + other.fullProcessor,
        backends + other.backends,
        single.and(other.single),
        singleProcessor + other.singleProcessor);
  }

  double fullProcessorMillis() {
    return fullProcessor * 1e3 / full.images();
  }

  double backendsMillis() {
    return backends * 1e3 / full.images();
  }

  double singleProcessorMillis() {
    return singleProcessor * 1e3 / single.images();
  }
}
