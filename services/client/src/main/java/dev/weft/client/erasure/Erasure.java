package dev.weft.client.erasure;

import dev.weft.client.image.ModelRef;
import dev.weft.client.json.SentAsNull;
import java.time.Instant;
import java.util.List;

/**
 * An image that is to be forgotten.
 *
 * @param id the image's
 * @param state {@code requested} until object and label are gone, {@code done} from then on; no
 *     list has the image in either case
 * @param source {@code request} where someone asked for it, {@code object-store} where its object
 *     was removed
 * @param erasedBy who asked for it; null if nobody knows
 * @param erasedAt when it was asked for
 * @param completedAt when it was done; null while it is not
 * @param failure why the store does not remove the object, which is tried again; null if nothing
 *     stands in the way
 * @param removed keys of the objects that were removed
 * @param kept what keeps the image's id, or has learned from it
 * @param links where to go on
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

  /** Whether everything that can be removed is gone. */
  public boolean done() {
    return completedAt != null;
  }

  /**
   * What never changes, and so keeps the image's id or has learned from it.
   *
   * @param datasets ids of trainings' data sets that name it
   * @param namedDatasets names of data sets that name it
   * @param versions that were trained on one of the data sets
   */
  public record Kept(List<String> datasets, List<String> namedDatasets, List<ModelRef> versions) {}

  /**
   * Why the image's object could not be removed so far.
   *
   * @param at when this reason was found first
   * @param detail what the store answered
   */
  public record Failure(Instant at, String detail) {}

  /**
   * Paths of the erasure's own resources, from the server's address on.
   *
   * @param self the erasure
   */
  public record Links(String self) {}
}
