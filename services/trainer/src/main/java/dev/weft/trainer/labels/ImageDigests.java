package dev.weft.trainer.labels;

import dev.weft.base.Sha256;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.object.ImageObjects;
import dev.weft.features.ImageObject;
import dev.weft.features.RefusedObjects;
import dev.weft.features.RefusedObjects.Reading;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.trainer.dataset.LabeledImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Determines the SHA-256 of images whose label has none, such as objects that other S3 clients
 * stored. Each image is read once: digests are kept in the store by image id, which always names
 * the same content.
 */
public final class ImageDigests {
  private static final String KEY = "features/digests.tsv";
  private static final long MAX_BYTES = 256L << 20;

  private final ObjectStore store;
  private final String bucket;
  private final ImageObjects places;
  private final RefusedObjects refused;

  /**
   * @param bucket the bucket of the digests
   * @param refused handles images that the store refuses
   */
  public ImageDigests(ObjectStore store, String bucket, RefusedObjects refused) {
    this.store = store;
    this.bucket = bucket;
    this.places = new ImageObjects(bucket);
    this.refused = refused;
  }

  /**
   * Adds missing digests to labels. Objects that may not be images ({@link ImageObjects}) are left
   * out unread.
   *
   * @param check called before each image that must be read; an exception ends the call
   */
  public LabeledImages complete(List<ImageLabeled> labels, Runnable check) {
    Map<String, String> known = null;
    List<LabeledImage> images = new ArrayList<>();
    Map<String, String> gone = new HashMap<>();
    Map<String, String> goneLabels = new HashMap<>();
    int before = 0;
    for (ImageLabeled label : labels) {
      Optional<String> refusal = places.refusal(label.object());
      if (refusal.isPresent()) {
        gone.put(label.imageId(), refusal.get());
        goneLabels.put(label.imageId(), label.label());
        continue;
      }
      String sha256 = label.object().sha256();
      if (sha256 == null) {
        if (known == null) {
          known = load();
          before = known.size();
        }
        check.run();
        sha256 = known.get(label.imageId());
      }
      String reason = null;
      if (sha256 == null) {
        Digest digest = digest(label.object());
        sha256 = digest.sha256();
        reason = digest.reason();
      }
      if (sha256 == null) {
        gone.put(label.imageId(), reason);
        goneLabels.put(label.imageId(), label.label());
      } else {
        if (label.object().sha256() == null) {
          known.put(label.imageId(), sha256);
        }
        images.add(image(label, sha256));
      }
    }
    if (known != null && known.size() > before) {
      save(known);
    }
    return new LabeledImages(images, gone, goneLabels);
  }

  /**
   * Removes the digests of some images.
   *
   * @return the removed digests
   */
  public Set<String> forget(Set<String> imageIds) {
    Map<String, String> known = load();
    Set<String> forgotten = new HashSet<>();
    imageIds.forEach(
        id -> {
          String sha256 = known.remove(id);
          if (sha256 != null) {
            forgotten.add(sha256);
          }
        });
    if (!forgotten.isEmpty()) {
      save(known);
    }
    return forgotten;
  }

  private static LabeledImage image(ImageLabeled label, String sha256) {
    ObjectRef object = label.object();
    return new LabeledImage(
        label.imageId(),
        new ImageObject(object.bucket(), object.key(), object.size(), sha256),
        label.label(),
        label.uploadedAt(),
        label.tags());
  }

  /**
   * @param sha256 the digest; null if there is none
   * @param reason why there is none
   */
  private record Digest(String sha256, String reason) {}

  private Digest digest(ObjectRef object) {
    Reading<Optional<InputStream>> reading =
        refused.read(
            object.bucket() + "/" + object.key(), () -> store.open(object.bucket(), object.key()));
    if (reading instanceof Reading.Refused<Optional<InputStream>> refusal) {
      return new Digest(null, refusal.reason());
    }
    Optional<InputStream> bytes = ((Reading.Answered<Optional<InputStream>>) reading).answer();
    if (bytes.isEmpty()) {
      return new Digest(null, object.key() + " no longer exists in the store");
    }
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(bytes.get(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
      return new Digest(HexFormat.of().formatHex(digest.digest()), null);
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "the object store closed the connection while sending " + object.key(), e);
    }
  }

  private Map<String, String> load() {
    Map<String, String> known = new TreeMap<>();
    if (store.get(bucket, KEY, MAX_BYTES) instanceof GetResult.Found found) {
      new String(found.bytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", 2))
          .filter(parts -> parts.length == 2 && parts[1].length() == 64)
          .forEach(parts -> known.put(parts[0], parts[1]));
    }
    return known;
  }

  /**
   * If two trainers write concurrently, the last one wins; digests that are lost are computed
   * again.
   */
  private void save(Map<String, String> known) {
    StringBuilder lines = new StringBuilder();
    known.forEach((id, sha256) -> lines.append(id).append('\t').append(sha256).append('\n'));
    store.put(
        bucket,
        KEY,
        lines.toString().getBytes(StandardCharsets.UTF_8),
        "text/tab-separated-values");
  }
}
