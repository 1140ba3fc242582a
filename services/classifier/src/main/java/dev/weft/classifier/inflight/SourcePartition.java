package dev.weft.classifier.inflight;

/** The partition that an image was read from, which receives its outcome. */
public interface SourcePartition {

  /** Whether the partition was lost, so that its outcomes are useless. Thread-safe. */
  boolean isAbandoned();

  /** Whether the outcome of a record was committed, and so by this process. Thread-safe. */
  boolean isCommitted(long offset);

  /** Receives an image's outcome. On the poll thread. */
  void complete(InFlightImage inFlight, ImageOutcome outcome);
}
