package dev.weft.gateway.intake;

import dev.weft.events.ModelName;
import dev.weft.events.image.ImagePurpose;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.object.ModelKey;
import dev.weft.objectstore.StoredObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Key and metadata of an upload's object; the metadata suffices to restore its event. */
public final class UploadObject {

  private static final String SHA256 = "weft-sha256";
  private static final String TAGS = "weft-tags";
  private static final String DEADLINE = "weft-deadline";
  private static final String MODEL = "weft-model";
  private static final String PURPOSE = "weft-purpose";
  private static final String UPLOADED_AT = "weft-uploaded-at";

  private UploadObject() {}

  static Map<String, String> metadata(Upload upload, String sha256, Instant now) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(SHA256, sha256);
    metadata.put(UPLOADED_AT, now.toString());
    if (!upload.tags().isEmpty()) {
      metadata.put(TAGS, TagText.format(upload.tags()));
    }
    if (upload.deadline() != null) {
      metadata.put(DEADLINE, upload.deadline().toString());
    }
    if (upload.model() != null) {
      metadata.put(MODEL, upload.model());
    }
    if (upload.purpose() != null) {
      metadata.put(PURPOSE, upload.purpose().code());
    }
    return metadata;
  }

  /**
   * Restores the event of an object, whether a gateway or another program put it.
   *
   * @param object with its metadata, thus from a put or a stat, not from a listing
   */
  public static ImageUploaded event(String imageId, String bucket, StoredObject object) {
    Map<String, String> metadata = object.metadata();
    Instant uploadedAt = instant(metadata.get(UPLOADED_AT));
    return new ImageUploaded(
        imageId,
        new ObjectRef(bucket, object.key(), object.size(), sha256(object)),
        contentType(object.contentType()),
        uploadedAt != null ? uploadedAt : object.lastModified(),
        instant(metadata.get(DEADLINE)),
        tags(metadata.get(TAGS)),
        model(object),
        ImagePurpose.ofCode(metadata.get(PURPOSE)).orElse(null));
  }

  /**
   * The model of an object; null for the default model. It follows from the key under {@link
   * ModelKey#PREFIX}, otherwise from the metadata.
   */
  static String model(StoredObject object) {
    String named = object.metadata().get(MODEL);
    return ModelKey.model(object.key())
        .orElseGet(() -> named != null && named.matches(ModelName.PATTERN) ? named : null);
  }

  /** The checksum in the object's metadata; null if there is none. */
  static String sha256(StoredObject object) {
    String sha256 = object.metadata().get(SHA256);
    return sha256 != null && sha256.matches("[0-9a-f]{64}") ? sha256 : null;
  }

  private static String contentType(String text) {
    return text == null || text.isBlank() || text.length() > 255 ? null : text;
  }

  // Metadata may have been written by anyone with access to the bucket: invalid values are omitted.
  private static Instant instant(String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static Map<String, String> tags(String text) {
    try {
      return TagText.parse(text);
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }
}
