package dev.weft.classifier.notifications;

import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.ImageObjects;
import dev.weft.events.object.LabeledKey;
import dev.weft.events.object.ModelKey;
import dev.weft.events.s3.ObjectChange;
import dev.weft.events.s3.S3Notification;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoredObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Translates notifications of a store. A notification only says that there may be an object: the
 * store is queried for its current state.
 */
final class Translator {

  private static final List<String> PREFIXES = List.of(ImageObjects.IMAGES, LabeledKey.PREFIX);

  private final InstantSource clock;
  private final ImageObjects images;
  private final Lookup store;

  /**
   * @param images decides which objects may be queried
   */
  Translator(InstantSource clock, ImageObjects images, Lookup store) {
    this.clock = clock;
    this.images = images;
    this.store = store;
  }

  /** {@link ObjectStore#stat}. */
  interface Lookup {
    Optional<StoredObject> stat(String bucket, String key);
  }

  /** What one notification means: at least one entry for each object that it names. */
  sealed interface Meaning {

    /**
     * An image exists.
     *
     * @param label from its key; empty if the key contains none
     */
    record Uploaded(ImageUploaded event, Optional<ImageLabeled> label) implements Meaning {}

    /** Not a valid notification. */
    record Rejected(ImageRejected event) implements Meaning {}

    /** A removal, or an object that is not an image of Weft. */
    record Ignored(String key) implements Meaning {}
  }

  /**
   * Translates a notification; blocks while it queries the store.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  List<Meaning> translate(byte[] value, Origin origin) {
    S3Notification notification = S3Notification.parse(value);
    if (notification instanceof S3Notification.Valid valid) {
      return valid.changes().stream().flatMap(change -> meanings(change, origin).stream()).toList();
    }
    return List.of(rejected(((S3Notification.Invalid) notification).detail(), origin));
  }

  private Meaning rejected(String detail, Origin origin) {
    Instant now = clock.instant();
    return new Meaning.Rejected(
        new ImageRejected(null, null, RejectionReason.INVALID_EVENT, detail, origin, now));
  }

  private List<Meaning> meanings(ObjectChange change, Origin origin) {
    if (change.kind() != ObjectChange.Kind.CREATED) {
      return List.of(ignored(change));
    }
    List<ObjectRef> places = change.objects().stream().filter(Translator::isImage).toList();
    List<Meaning> found = new ArrayList<>();
    for (ObjectRef place : places) {
      Optional<StoredObject> object = stat(place);
      if (object.isPresent()) {
        Meaning meaning = uploaded(change, place, object.get());
        if (change.etag().equals(object.get().etag())) {
          return List.of(meaning);
        }
        found.add(meaning);
      }
    }
    if (!found.isEmpty()) {
      // The object was replaced since: its current content is an image, too.
      return found;
    }
    if (change.complaint() != null) {
      return List.of(
          rejected(
              "the object of the notification cannot be used in an event: " + change.complaint(),
              origin));
    }
    // The fetch waits for the object, and reports if it stays missing.
    return List.of(
        places.isEmpty() ? ignored(change) : meaning(change, places.get(0), change.etag()));
  }

  private static Meaning ignored(ObjectChange change) {
    return new Meaning.Ignored(change.objects().get(0).key());
  }

  private static boolean isImage(ObjectRef object) {
    String rest = ModelKey.rest(object.key());
    return PREFIXES.stream().anyMatch(rest::startsWith) && !object.key().endsWith("/");
  }

  /**
   * Queries an object; empty if there is none, or it may not be queried. The fetch reports the
   * reason.
   */
  private Optional<StoredObject> stat(ObjectRef place) {
    if (!images.allow(place)) {
      return Optional.empty();
    }
    try {
      return store.stat(place.bucket(), place.key());
    } catch (StoreRefusedException e) {
      return Optional.empty();
    }
  }

  private static Meaning uploaded(ObjectChange change, ObjectRef place, StoredObject object) {
    ObjectRef found = new ObjectRef(place.bucket(), place.key(), object.size(), null);
    return meaning(change, found, object.etag());
  }

  private static Meaning meaning(ObjectChange change, ObjectRef object, String etag) {
    ImageUploaded event = change.uploaded(object, etag);
    return new Meaning.Uploaded(
        event, LabeledKey.label(object.key()).map(label -> ImageLabeled.byKey(event, label)));
  }
}
