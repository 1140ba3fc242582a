package dev.weft.gateway.app;

import dev.weft.gateway.intake.HourKeys;
import dev.weft.gateway.intake.ReconciledUploads;
import dev.weft.gateway.reconcile.ReconcileMark;
import dev.weft.objectstore.ObjectStore;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Passes on how far the reconciliation of the bucket is, as the replica that reconciles has stored
 * it, to what accepts uploads.
 */
final class ReconcileProgress {

  private final ObjectStore store;
  private final String bucket;
  private final Supplier<String> cluster;
  private final HourKeys hourKeys;
  private final ReconciledUploads uploads;

  /**
   * @param cluster returns the id of the Kafka cluster, or throws while the broker is unavailable
   */
  ReconcileProgress(
      ObjectStore store,
      String bucket,
      Supplier<String> cluster,
      HourKeys hourKeys,
      ReconciledUploads uploads) {
    this.store = store;
    this.bucket = bucket;
    this.cluster = cluster;
    this.hourKeys = hourKeys;
    this.uploads = uploads;
  }

  /**
   * Whether no upload needs another key to be looked up.
   *
   * @param viewed what the views contain; empty if they are not complete
   */
  boolean isComplete(Optional<Instant> viewed) {
    return viewed.isPresent() && uploads.isComplete(viewed.get());
  }

  /** Reads the progress. Queries store and broker. */
  void read() {
    Instant now = Instant.now();
    Optional<ReconcileMark> mark = ReconcileMark.in(store, bucket);
    mark.map(ReconcileMark::hourKeysSince).ifPresent(hourKeys::decided);
    mark.map(known -> known.in(cluster.get(), Instant.EPOCH))
        .ifPresent(known -> uploads.reached(now, known.hours(), known.withoutHour()));
  }
}
