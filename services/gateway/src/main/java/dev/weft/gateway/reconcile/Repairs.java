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
import dev.weft.gateway.views.KnownImages;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Publishes missing events of listed objects, namely those that the views do not know. An object
 * whose key contains a label ({@link LabeledKey}) gets it, unless a label was given or removed
 * otherwise. An object that cannot be described by an event is ignored, and one of an erased image
 * is removed. Not thread-safe.
 */
final class Repairs {

  private static final Logger LOG = Logger.getLogger(Repairs.class);

  /**
   * Number of unusable keys that are remembered in order to log each once; further ones are only
   * counted.
   */
  private static final int REMEMBERED = 100;

  private final ObjectStore store;
  private final ImageObjects images;
  private final IndexedImages index;
  private final EventPublisher publisher;
  private final ReconcileLimits limits;
  private final Set<String> logged = new HashSet<>();

  Repairs(
      ObjectStore store,
      ImageObjects images,
      IndexedImages index,
      EventPublisher publisher,
      ReconcileLimits limits) {
    this.store = store;
    this.images = images;
    this.index = index;
    this.publisher = publisher;
    this.limits = limits;
  }

  /**
   * Starts a tally.
   *
   * @param now from which ages count
   * @param budget number of events that may still be published
   */
  Tally begin(Instant now, int budget) {
    return new Tally(now, budget);
  }

  /** An object, with the label in its key if there is one. */
  private record Candidate(StoredObject object, String imageId, Optional<String> label) {}

  /** Counts of a round, or of a part of it. */
  final class Tally {
    private final Set<String> repaired = new HashSet<>();
    private final Instant now;
    private final int budget;
    private int published;
    private int tooOld;
    private int unusable;
    private boolean capped;

    private Tally(Instant now, int budget) {
      this.now = now;
      this.budget = budget;
    }

    int published() {
      return published;
    }

    int tooOld() {
      return tooOld;
    }

    int unusable() {
      return unusable;
    }

    /** Whether it ended because the maximum number of events was reached. */
    boolean isCapped() {
      return capped;
    }

    /**
     * Processes objects until all are done or the maximum number of events is reached.
     *
     * @param objects at most {@link IndexedImages#MOST}
     */
    void process(List<StoredObject> objects) {
      List<Candidate> candidates = new ArrayList<>();
      for (StoredObject object : objects) {
        candidate(object).ifPresent(candidates::add);
      }
      if (candidates.isEmpty()) {
        return;
      }
      KnownImages known = index.among(candidates.stream().map(Candidate::imageId).toList());
      for (Candidate candidate : candidates) {
        if (capped) {
          return;
        }
        repair(candidate, known);
      }
    }

    private Optional<Candidate> candidate(StoredObject listed) {
      String key = listed.key();
      boolean young = listed.lastModified().isAfter(now.minus(limits.grace()));
      if (young || !ImageObjects.isImageKey(key) || key.endsWith("/")) {
        return Optional.empty();
      }
      Optional<String> why = refusal(listed);
      if (why.isPresent()) {
        leaveOut(key, why.get());
        return Optional.empty();
      }
      return Optional.of(new Candidate(listed, imageId(listed), LabeledKey.label(key)));
    }

    private void repair(Candidate candidate, KnownImages known) {
      StoredObject object = candidate.object();
      if (known.erased().contains(candidate.imageId())) {
        removeErased(object);
        return;
      }
      // Two gateways may have put the same image at the end of an hour, each in its own.
      boolean unseen =
          !known.seen().contains(candidate.imageId()) && !repaired.contains(candidate.imageId());
      Optional<String> label =
          candidate.label().filter(said -> !known.labeled().contains(candidate.imageId()));
      if (!unseen && label.isEmpty()) {
        return;
      }
      Duration age = Duration.between(object.lastModified(), now);
      if (age.compareTo(limits.maxAge()) > 0) {
        tooOld += limits.isForgotten(age) ? 0 : 1;
        return;
      }
      try {
        publish(events(object, candidate.imageId(), unseen, label));
        repaired.add(candidate.imageId());
      } catch (UnusableObjectException e) {
        leaveOut(object.key(), e.getMessage());
      }
    }

    /**
     * Uploaded again, or by a gateway that did not know of the erasure yet: nothing else would
     * remove it.
     */
    private void removeErased(StoredObject object) {
      try {
        store.delete(images.bucket(), object.key());
        LOG.infof("deleted the object %s of an erased image", Excerpt.of(object.key()));
      } catch (StoreRefusedException e) {
        leaveOut(
            object.key(),
            "its image was erased, but the store refuses to delete it: " + e.getMessage());
      }
    }

    private void publish(List<WeftEvent> events) {
      if (published > 0 && published + events.size() > budget) {
        capped = true;
        return;
      }
      for (WeftEvent event : events) {
        publisher.publish(event);
        published++;
      }
    }

    private void leaveOut(String key, String why) {
      unusable++;
      if (logged.size() < REMEMBERED && logged.add(key)) {
        LOG.warnf("the object %s cannot be used and is skipped: %s", Excerpt.of(key), why);
      }
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
          .flatMap(event -> label.map(text -> ImageLabeled.byKey(event, text)))
          .ifPresent(events::add);
      return events;
    } catch (IllegalArgumentException | StoreRefusedException e) {
      throw new UnusableObjectException(e);
    }
  }

  /** Why an object cannot be described by an event; empty if it can. */
  private Optional<String> refusal(StoredObject object) {
    try {
      return images.refusal(new ObjectRef(images.bucket(), object.key(), object.size(), null));
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  private String imageId(StoredObject object) {
    return ObjectImageId.of(images.bucket(), object.key(), object.etag());
  }

  /** A failure that concerns one object only. */
  private static final class UnusableObjectException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnusableObjectException(RuntimeException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
