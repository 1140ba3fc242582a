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
 * From what a store says to what it means here. A notification says that something may be there:
 * the store is asked what is.
 */
final class Translator {

  private static final List<String> PREFIXES = List.of(ImageObjects.IMAGES, LabeledKey.PREFIX);

  private final InstantSource clock;
  private final ImageObjects images;
  private final Lookup store;

  /**
   * @param images which objects may be asked for
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
     * An image is there.
     *
     * @param label the one that its key says; empty if it says none
     */
    record Uploaded(ImageUploaded event, Optional<ImageLabeled> label) implements Meaning {}

    /** No notification at all. */
    record Rejected(ImageRejected event) implements Meaning {}

    /** A removal, or an object that is no image of ours. */
    record Ignored(String key) implements Meaning {}
  }

  /**
   * Waits for the store where it must be asked.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if it does not answer
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
      Optional<StoredObject> object = look(place);
      if (object.isPresent()) {
        Meaning meaning = uploaded(change, place, object.get());
        if (change.etag().equals(object.get().etag())) {
          return List.of(meaning);
        }
        found.add(meaning);
      }
    }
    if (!found.isEmpty()) {
      // The content was replaced since: what is there now is an image, too.
      return found;
    }
    if (change.complaint() != null) {
      return List.of(
          rejected(
              "the notification names an object that no event can: " + change.complaint(), origin));
    }
    // Whoever fetches it waits for it, and says that it is missing.
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

  /** Empty where nothing lies, or nothing that may be asked for: whoever fetches it says why. */
  private Optional<StoredObject> look(ObjectRef place) {
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
