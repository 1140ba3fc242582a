package dev.weft.gateway.reconcile;

import dev.weft.events.ImageLabeled;
import dev.weft.events.ImageUploaded;
import dev.weft.events.LabeledKey;
import dev.weft.events.ModelKey;
import dev.weft.events.ObjectImageId;
import dev.weft.events.WeftEvent;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.gateway.intake.UploadObject;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares the bucket with the views and publishes what no event was seen for: an upload whose
 * gateway died before it published, an object whose notification was lost. An object that says its
 * own label ({@link LabeledKey}) gets it, unless someone has said or taken back another. An upload
 * that is published twice, as where a view lags, is answered once while the classifier remembers
 * its answer, among the last of its partition; a view that lacks more than those makes it answer
 * again.
 */
public final class Reconciler {

  private final ObjectStore store;
  private final String bucket;
  private final List<String> prefixes;
  private final Census census;
  private final EventPublisher publisher;
  private final Clock clock;
  private final Duration grace;
  private final LongAdder looked = new LongAdder();
  private final LongAdder repaired = new LongAdder();

  /**
   * A reconciler of one bucket.
   *
   * @param prefixes below which every object is an image
   * @param grace age below which an object's event may still be on its way
   */
  public Reconciler(
      ObjectStore store,
      String bucket,
      List<String> prefixes,
      Census census,
      EventPublisher publisher,
      Clock clock,
      Duration grace) {
    this.store = store;
    this.bucket = bucket;
    this.prefixes = List.copyOf(prefixes);
    this.census = census;
    this.publisher = publisher;
    this.clock = clock;
    this.grace = grace;
  }

  /**
   * Looks at each object once; memory does not grow with their number.
   *
   * @return how many events it published
   * @throws RuntimeException if store, broker or views are away; another round goes on from there
   */
  public int round() {
    Instant youngest = clock.instant().minus(grace);
    int published = 0;
    for (String prefix : prefixes) {
      Iterator<StoredObject> objects = store.list(bucket, prefix, null);
      while (objects.hasNext() && !Thread.currentThread().isInterrupted()) {
        published += repair(objects.next(), youngest);
      }
    }
    return published;
  }

  private int repair(StoredObject listed, Instant youngest) {
    looked.increment();
    String key = listed.key();
    boolean nobodys = key.startsWith(ModelKey.PREFIX) && ModelKey.model(key).isEmpty();
    if (nobodys || key.endsWith("/") || listed.lastModified().isAfter(youngest)) {
      return 0;
    }
    String imageId = imageId(listed);
    Census.Standing standing = census.of(imageId);
    if (standing == Census.Standing.ELSEWHERE) {
      return 0;
    }
    boolean unseen = standing == Census.Standing.UNSEEN;
    Optional<String> label =
        LabeledKey.label(listed.key()).filter(said -> !census.knowsLabel(imageId));
    return unseen || label.isPresent() ? publish(listed, imageId, unseen, label) : 0;
  }

  private int publish(StoredObject listed, String imageId, boolean unseen, Optional<String> label) {
    // A listing has no metadata, and the object may have been replaced since.
    Optional<ImageUploaded> uploaded =
        store
            .stat(bucket, listed.key())
            .filter(object -> imageId(object).equals(imageId))
            .map(object -> UploadObject.event(imageId, bucket, object));
    List<WeftEvent> events = new ArrayList<>();
    uploaded.filter(event -> unseen).ifPresent(events::add);
    uploaded
        .flatMap(event -> label.map(said -> ImageLabeled.byKey(event, said)))
        .ifPresent(events::add);
    events.forEach(publisher::publish);
    repaired.add(events.size());
    return events.size();
  }

  private String imageId(StoredObject object) {
    return ObjectImageId.of(bucket, object.key(), object.etag());
  }

  /** Objects looked at so far. */
  public long looked() {
    return looked.sum();
  }

  /** Events published so far. */
  public long repaired() {
    return repaired.sum();
  }
}
