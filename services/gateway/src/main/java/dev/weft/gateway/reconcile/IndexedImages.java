package dev.weft.gateway.reconcile;

/** What the views of this replica know. Thread-safe. */
public interface IndexedImages {

  /** Whether an event about the image was seen. */
  Standing of(String imageId);

  /** Whether the image has a label, or had one that someone took back. */
  boolean knowsLabel(String imageId);

  /** An image's standing. */
  enum Standing {
    /** An upload or an answer was seen. */
    SEEN,
    /** This replica would know, and does not. */
    UNSEEN,
    /** Another replica would know. */
    ELSEWHERE
  }
}
