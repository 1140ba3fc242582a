package dev.weft.classifier.inflight;

/** The partition that an image was read from and that gets its outcome. */
public interface SourcePartition {

  /** Whether the partition is gone, so that its outcomes are of no use. Any thread. */
  boolean isAbandoned();

  /** Whether the outcome of a record is committed, and so was given by this process. Any thread. */
  boolean isCommitted(long offset);

  /** Takes an image's outcome in. On the poll thread. */
  void complete(InFlightImage inFlight, ImageOutcome outcome);
}
