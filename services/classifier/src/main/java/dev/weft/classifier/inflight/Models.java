package dev.weft.classifier.inflight;

import java.util.List;
import java.util.Optional;

/**
 * Leases of the versions that classify an image. An image takes a lease before it is fetched, since
 * the tensor is made for the version that answers, and releases it when it is answered; a batch
 * never mixes versions. A version may therefore be replaced at any moment: images decoded before
 * that finish on the old one.
 */
public interface Models {

  /**
   * Leases the versions for an image. Thread-safe.
   *
   * @throws IllegalStateException if no version has ever served: a pipeline is started after that
   */
  Lease lease(String imageId);

  /**
   * Leases the serving version alone, for an image that the candidate has failed on. Thread-safe.
   *
   * @throws IllegalStateException if no version has ever served
   */
  Lease leaseServing();

  /**
   * Leases a version requested by its number, which answers alone: as {@link
   * dev.weft.events.model.ServingRole#CANARY} if it is the candidate, so that its failures do not
   * affect others. Empty if that version is not active, or none has ever served. Thread-safe.
   */
  Optional<Lease> leaseVersion(int version);

  /** The numbers that {@link #leaseVersion} accepts now, the serving one first. Thread-safe. */
  List<Integer> versions();

  /** Keeps versions loaded until it is closed; closing is idempotent. */
  interface Lease extends AutoCloseable {

    /** The roles of the versions for the image. */
    Route route();

    /** Whether the route's candidate, if it has one, has been given up meanwhile. */
    boolean isObsolete();

    /** Another lease on the same versions, independent of this one. */
    Lease again();

    @Override
    void close();
  }
}
