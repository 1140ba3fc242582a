package dev.weft.classifier.inflight;

import java.util.List;
import java.util.Optional;

/**
 * Which versions take part in an image. An image leases them when it is decoded, since the tensor
 * is made for the one that answers, and gives them back when it is answered; a batch never mixes
 * models. So a version may be replaced at any moment: images decoded before that finish on the old
 * one.
 */
public interface Models {

  /**
   * A lease on what takes part in this image. Thread-safe.
   *
   * @throws IllegalStateException if no model has ever served: a pipeline is started after that
   */
  Lease lease(String imageId);

  /**
   * A lease on the serving version alone, for an image that the candidate has failed on.
   * Thread-safe.
   *
   * @throws IllegalStateException if no model has ever served
   */
  Lease leaseServing();

  /**
   * A lease on a version that was asked for by its number, which answers alone: as {@link
   * dev.weft.events.model.Role#CANARY} if it is the candidate, so that its failures stop nobody
   * else. Empty if that version takes no part, or none has ever served. Thread-safe.
   */
  Optional<Lease> leaseVersion(int version);

  /** The numbers that {@link #leaseVersion} knows now, the serving one first. Thread-safe. */
  List<Integer> versions();

  /** Keeps models loaded until it is closed; closing twice does nothing more. */
  interface Lease extends AutoCloseable {

    /** What each of them is for the image. */
    Route route();

    /** Whether the candidate of the route, if it has one, has been given up meanwhile. */
    boolean isObsolete();

    /** One more lease on the same models, which outlives this one. */
    Lease again();

    @Override
    void close();
  }
}
