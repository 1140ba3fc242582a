package dev.weft.gateway.reconcile;

import dev.weft.events.Excerpt;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.LabeledKey;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.intake.EventPublisher;
import dev.weft.gateway.intake.UploadObject;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Compares the bucket with the views and publishes what no event was seen for: an upload whose
 * gateway died before it published, an object whose notification was lost. An object that says its
 * own label ({@link LabeledKey}) gets it, unless someone has said or taken back another.
 *
 * <p>It trusts the views: where they lag, an event is published twice, which costs the classifier a
 * look into what it has answered; where they have lost what they knew, everything would be. So it
 * publishes nothing older than a bound and only so much in one round, and whoever calls it makes
 * sure that the views are whole. An object that no event can name is left out alone. One round at a
 * time.
 */
public final class Reconciler {

  private static final Logger LOG = Logger.getLogger(Reconciler.class);

  /** Unusable keys that are remembered so as to be logged once; the others are only counted. */
  private static final int REMEMBERED = 100;

  private final ObjectStore store;
  private final ImageObjects images;
  private final List<String> prefixes;
  private final IndexedImages census;
  private final EventPublisher publisher;
  private final Clock clock;
  private final ReconcileLimits limits;
  private final LongAdder looked = new LongAdder();
  private final LongAdder repaired = new LongAdder();
  private final LongAdder cappedRounds = new LongAdder();
  private final Set<String> logged = new HashSet<>();
  private volatile Round last = Round.NONE;

  /**
   * A reconciler of one bucket.
   *
   * @param prefixes below which every object is an image
   * @throws IllegalArgumentException if images may not lie below one of them
   */
  public Reconciler(
      ObjectStore store,
      ImageObjects images,
      List<String> prefixes,
      IndexedImages census,
      EventPublisher publisher,
      Clock clock,
      ReconcileLimits limits) {
    this.store = store;
    this.images = images;
    this.prefixes = List.copyOf(prefixes);
    this.census = census;
    this.publisher = publisher;
    this.clock = clock;
    this.limits = limits;
    this.prefixes.forEach(Reconciler::requireImages);
  }

  /**
   * Looks at each object once, until it has published as many events as one round may; memory does
   * not grow with their number.
   *
   * @throws RuntimeException if store, broker or views are away; another round goes on from there
   */
  public Round round() {
    Tally tally = new Tally(clock.instant());
    for (String prefix : prefixes) {
      Iterator<StoredObject> objects = store.list(images.bucket(), prefix, null);
      while (!tally.capped && objects.hasNext() && !Thread.currentThread().isInterrupted()) {
        repair(objects.next(), tally);
      }
    }
    if (tally.capped) {
      cappedRounds.increment();
    }
    last = new Round(tally.published, tally.tooOld, tally.unusable, tally.capped);
    return last;
  }

  private void repair(StoredObject listed, Tally tally) {
    looked.increment();
    String key = listed.key();
    if (!ImageObjects.isImageKey(key) || key.endsWith("/")) {
      return;
    }
    if (listed.lastModified().isAfter(tally.now.minus(limits.grace()))) {
      return;
    }
    Optional<String> unusable = unusable(listed);
    if (unusable.isPresent()) {
      tally.leaveOut(key, unusable.get());
      return;
    }
    String imageId = imageId(listed);
    IndexedImages.Standing standing = census.of(imageId);
    if (standing == IndexedImages.Standing.ELSEWHERE) {
      return;
    }
    boolean unseen = standing == IndexedImages.Standing.UNSEEN;
    Optional<String> label = LabeledKey.label(key).filter(said -> !census.knowsLabel(imageId));
    if (!unseen && label.isEmpty()) {
      return;
    }
    Duration age = Duration.between(listed.lastModified(), tally.now);
    if (age.compareTo(limits.maxAge()) > 0) {
      tally.tooOld += limits.isForgotten(age) ? 0 : 1;
      return;
    }
    try {
      publish(events(listed, imageId, unseen, label), tally);
    } catch (UnusableObjectException e) {
      tally.leaveOut(key, e.getMessage());
    }
  }

  private void publish(List<WeftEvent> events, Tally tally) {
    if (tally.published > 0 && tally.published + events.size() > limits.maxEvents()) {
      tally.capped = true;
      return;
    }
    for (WeftEvent event : events) {
      publisher.publish(event);
      repaired.increment();
      tally.published++;
    }
  }

  private List<WeftEvent> events(
      StoredObject listed, String imageId, boolean unseen, Optional<String> label) {
    try {
      // A listing has no metadata, and the object may have been replaced since.
      Optional<ImageUploaded> uploaded =
          store
              .stat(images.bucket(), listed.key())
              .filter(object -> imageId(object).equals(imageId))
              .map(object -> UploadObject.event(imageId, images.bucket(), object));
      List<WeftEvent> events = new ArrayList<>();
      uploaded.filter(event -> unseen).ifPresent(events::add);
      uploaded
          .flatMap(event -> label.map(said -> ImageLabeled.byKey(event, said)))
          .ifPresent(events::add);
      return events;
    } catch (IllegalArgumentException | StoreRefusedException e) {
      throw new UnusableObjectException(e);
    }
  }

  /** Why no event can name the object; empty if one can. */
  private Optional<String> unusable(StoredObject object) {
    try {
      return images.refusal(new ObjectRef(images.bucket(), object.key(), object.size(), null));
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private String imageId(StoredObject object) {
    return ObjectImageId.of(images.bucket(), object.key(), object.etag());
  }

  private static void requireImages(String prefix) {
    if (ImageObjects.PREFIXES.stream().noneMatch(prefix::startsWith)) {
      throw new IllegalArgumentException(
          "weft.gateway.reconcile.prefixes names %s, but images lie below %s only"
              .formatted(Excerpt.of(prefix), String.join(", ", ImageObjects.PREFIXES)));
    }
  }

  /** Objects looked at so far. */
  public long looked() {
    return looked.sum();
  }

  /** Events published so far. */
  public long repaired() {
    return repaired.sum();
  }

  /** Rounds so far that ended because they had published as many events as one may. */
  public long capped() {
    return cappedRounds.sum();
  }

  /** The last round that came to its end. */
  public Round last() {
    return last;
  }

  /** One object's fault. */
  private static final class UnusableObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnusableObjectException(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** What a round has come to so far. */
  private final class Tally {
    private final Instant now;
    private int published;
    private int tooOld;
    private int unusable;
    private boolean capped;

    private Tally(Instant now) {
      this.now = now;
    }

    private void leaveOut(String key, String why) {
      unusable++;
      if (logged.size() < REMEMBERED && logged.add(key)) {
        LOG.warnf("the object %s cannot be taken in and is left out: %s", Excerpt.of(key), why);
      }
    }
  }
}
