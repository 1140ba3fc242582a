package dev.weft.backup;

import java.time.Instant;
import java.util.List;

/**
 * Result of a restoration.
 *
 * @param at when the consumer offsets of the backup were read
 * @param records number of restored records
 * @param objects number of restored objects; 0 without the bucket
 * @param groups number of consumer groups whose offsets were restored
 * @param renumbered partitions whose records have other offsets than before, such as {@code
 *     weft.images.classified-0}; the offsets of groups were translated
 * @param changedTags number of objects whose ETag differs from before
 * @param waiting uploads that the classifiers of their model have not processed yet
 * @param missing of the first 10,000 of these, those whose object is not in the bucket
 */
public record RestoreReport(
    Instant at,
    long records,
    long objects,
    int groups,
    List<String> renumbered,
    long changedTags,
    long waiting,
    long missing) {

  public RestoreReport {
    renumbered = List.copyOf(renumbered);
  }
}
