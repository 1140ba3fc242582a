package dev.weft.events.image;

import dev.weft.events.ImageId;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * An image is to be erased. Schema: {@code image-erased.v1}. From this event on no view, list or
 * new data set contains it. When everything that can be removed has been removed, the event is
 * published again with {@link Completed}; while the store refuses to remove the object, it is
 * published with {@link Failure}. The last event of an image counts, and all of them expire with
 * the topic's retention.
 *
 * @param imageId see {@link ImageId}
 * @param object the image's bytes; null if their location was unknown
 * @param source why it is erased
 * @param erasedBy who requested it, 1 to 100 characters; null if unknown
 * @param erasedAt when the erasure was requested
 * @param completed what was removed; null until the erasure is complete
 * @param failure why the object could not be removed so far; null if there is no failure, and once
 *     the erasure is complete
 */
public record ImageErased(
    String imageId,
    ObjectRef object,
    ErasureSource source,
    String erasedBy,
    Instant erasedAt,
    Completed completed,
    Failure failure)
    implements WeftEvent {

  private static final int MAX_NAME = 100;

  public ImageErased {
    ImageId.require(imageId);
    Objects.requireNonNull(source, "source");
    if (erasedBy != null) {
      Require.text("erasedBy", erasedBy, 1, MAX_NAME);
    }
    Require.moment("erasedAt", erasedAt);
    if (completed != null && failure != null) {
      throw new IllegalArgumentException("an erasure must not be both completed and failed");
    }
  }

  /** An erasure that is still to be carried out. */
  public ImageErased(
      String imageId, ObjectRef object, ErasureSource source, String erasedBy, Instant erasedAt) {
    this(imageId, object, source, erasedBy, erasedAt, null, null);
  }

  /** Returns the same erasure as completed. */
  public ImageErased completed(Completed done) {
    return new ImageErased(imageId, object, source, erasedBy, erasedAt, done, null);
  }

  /** Returns the same erasure as failed so far. */
  public ImageErased failed(Failure why) {
    return new ImageErased(imageId, object, source, erasedBy, erasedAt, null, why);
  }

  /** Whether everything that can be removed has been removed. */
  public boolean finished() {
    return completed != null;
  }

  @Override
  public String key() {
    return imageId;
  }

  @Override
  public Instant occurredAt() {
    if (completed != null) {
      return completed.at();
    }
    return failure == null ? erasedAt : failure.at();
  }

  @Override
  public String identity() {
    return imageId + "/" + occurredAt();
  }

  /**
   * Why the image's object could not be removed; the removal is retried.
   *
   * @param at when this reason was first found
   * @param detail the store's response, 1 to {@link #MOST} characters; a longer one is cut
   */
  public record Failure(Instant at, String detail) {

    /** Maximum number of characters of a detail. */
    public static final int MOST = 1_000;

    public Failure {
      Require.moment("at", at);
      if (detail.codePointCount(0, detail.length()) > MOST) {
        detail = detail.substring(0, detail.offsetByCodePoints(0, MOST));
      }
      Require.text("detail", detail, 1, MOST);
    }
  }

  /**
   * What was removed, and which immutable data still names the image.
   *
   * @param at when the last object was removed
   * @param objects keys of the objects that were removed; in a requested erasure always the image's
   *     own, whoever removed it
   * @param datasets ids of trainings' data sets whose manifests name it, 64 hex digits each; at
   *     most {@link #MOST}
   * @param namedDatasets names of data sets that name it; at most {@link #MOST}
   */
  public record Completed(
      Instant at, List<String> objects, List<String> datasets, List<String> namedDatasets) {

    /** Maximum number of entries per list, to bound the event's size; further ones are omitted. */
    public static final int MOST = 1_000;

    private static final int MAX_DATASET_NAME = 63;
    private static final Pattern DATASET = Pattern.compile("[0-9a-f]{64}");

    public Completed {
      Require.moment("at", at);
      objects = List.copyOf(objects);
      datasets = first(datasets);
      datasets.forEach(id -> Require.matching("datasets", id, DATASET));
      namedDatasets = first(namedDatasets);
      namedDatasets.forEach(name -> Require.text("namedDatasets", name, 1, MAX_DATASET_NAME));
    }

    private static List<String> first(List<String> named) {
      List<String> all = named == null ? List.of() : named;
      return List.copyOf(all.subList(0, Math.min(all.size(), MOST)));
    }
  }
}
