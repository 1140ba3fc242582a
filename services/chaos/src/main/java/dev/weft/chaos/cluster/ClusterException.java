package dev.weft.chaos.cluster;

/** The cluster's script failed. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterException(String message) {
    super(message);
  }
}
