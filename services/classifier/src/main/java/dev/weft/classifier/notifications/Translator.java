package dev.weft.classifier.notifications;

import dev.weft.events.ImageLabeled;
import dev.weft.events.ImageRejected;
import dev.weft.events.ImageRejected.Origin;
import dev.weft.events.ImageUploaded;
import dev.weft.events.LabeledKey;
import dev.weft.events.ModelKey;
import dev.weft.events.RejectionReason;
import dev.weft.events.s3.ObjectChange;
import dev.weft.events.s3.S3Notification;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From what a store says to what it means here. */
final class Translator {

  private static final List<String> PREFIXES = List.of("images/", LabeledKey.PREFIX);

  private final InstantSource clock;

  Translator(InstantSource clock) {
    this.clock = clock;
  }

  /** What one notification means: one entry for each object that it names. */
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

  List<Meaning> translate(byte[] value, Origin origin) {
    S3Notification notification = S3Notification.parse(value);
    if (notification instanceof S3Notification.Valid valid) {
      return valid.changes().stream().map(Translator::meaning).toList();
    }
    String detail = ((S3Notification.Invalid) notification).detail();
    Instant now = clock.instant();
    return List.of(
        new Meaning.Rejected(
            new ImageRejected(null, null, RejectionReason.INVALID_EVENT, detail, origin, now)));
  }

  private static Meaning meaning(ObjectChange change) {
    String key = change.object().key();
    String rest = ModelKey.rest(key);
    boolean image = PREFIXES.stream().anyMatch(rest::startsWith) && !key.endsWith("/");
    if (change.kind() != ObjectChange.Kind.CREATED || !image) {
      return new Meaning.Ignored(key);
    }
    ImageUploaded event =
        new ImageUploaded(
            change.imageId(),
            change.object(),
            contentType(change),
            change.at(),
            null,
            Map.of(),
            ModelKey.model(key).orElse(null));
    return new Meaning.Uploaded(
        event, LabeledKey.label(key).map(label -> ImageLabeled.byKey(event, label)));
  }

  /** What the schema of the upload event takes; a hint that is not trusted anyway. */
  private static String contentType(ObjectChange change) {
    String type = change.contentType();
    return type == null || type.isEmpty() || type.length() > 255 ? null : type;
  }
}
