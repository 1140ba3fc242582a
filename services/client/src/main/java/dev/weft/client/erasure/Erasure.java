package dev.weft.client.erasure;

import dev.weft.client.image.ModelRef;
import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;

/**
 * The erasure of an image.
 *
 * @param id the image's id
 * @param state {@code requested} until object and label are removed, then {@code done}; no list
 *     contains the image in either state
 * @param source {@code request} if it was requested, {@code object-store} if the image's object was
 *     removed from the store
 * @param erasedBy who requested it; null if unknown
 * @param erasedAt when it was requested
 * @param completedAt when it was completed; null before
 * @param failure why the store does not remove the object, which is retried; null if there is no
 *     failure
 * @param removed keys of the objects that were removed
 * @param kept immutable data that still holds the image's id, and versions that were trained on it
 * @param links paths of related resources
 */
public record Erasure(
    String id,
    String state,
    String source,
    @SentAsNull String erasedBy,
    Instant erasedAt,
    @SentAsNull Instant completedAt,
    @SentAsNull Failure failure,
    List<String> removed,
    Kept kept,
    Links links) {

  /** Returns whether everything that can be removed is removed. */
  public boolean done() {
    return completedAt != null;
  }

  /**
   * Immutable data that an erasure leaves: data sets that name the image, and versions trained on
   * them.
   *
   * @param datasets ids of the data sets of trainings that contain the image
   * @param namedDatasets names of data sets that contain the image
   * @param versions the versions that were trained on one of these data sets
   */
  public record Kept(List<String> datasets, List<String> namedDatasets, List<ModelRef> versions) {}

  /**
   * Why the image's object could not be removed so far.
   *
   * @param at when this reason was first found
   * @param detail the store's response
   */
  public record Failure(Instant at, String detail) {}

  /**
   * Paths of the erasure's resources, relative to the server's address.
   *
   * @param self the erasure
   */
  public record Links(String self) {}
}
