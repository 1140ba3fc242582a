package dev.weft.trainer.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The objects under {@code trainings/<id>/}.
 *
 * @param id the training's id
 * @param files names of its files
 * @param ended when it ended, or was last written if it was abandoned; null while it is in progress
 * @param base id of the base that it was trained from; null if its report does not name it
 * @param dataset id of its data set; null if it has none
 */
record StoredTraining(String id, Set<String> files, Instant ended, String base, String dataset) {

  /** Files that record that and how it ended, so that a repeated request does not run it again. */
  static final Set<String> KEPT = Set.of("outcome.json", "announced");

  StoredTraining {
    files = Set.copyOf(files);
  }

  private static final String WORKING = "checkpoints/";

  /** Whether it has any removable files. */
  boolean isWhole() {
    return !KEPT.containsAll(files);
  }

  boolean endedBefore(Instant moment) {
    return ended != null && ended.isBefore(moment);
  }

  /**
   * Returns the removable files, the data set's name last, so that the data set remains referenced
   * until then.
   */
  List<String> removable() {
    return files.stream()
        .filter(file -> !KEPT.contains(file))
        .sorted((a, b) -> Boolean.compare(a.equals("dataset"), b.equals("dataset")))
        .toList();
  }

  /** Returns the files that were needed only while it ran. */
  List<String> working() {
    return files.stream().filter(file -> file.startsWith(WORKING)).toList();
  }

  Optional<String> knownDataset() {
    return Optional.ofNullable(dataset);
  }

  Optional<String> knownBase() {
    return Optional.ofNullable(base);
  }
}
