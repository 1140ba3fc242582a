package dev.weft.trainer.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What lies under {@code trainings/<id>/}.
 *
 * @param id of the training
 * @param files their names
 * @param ended when it ended; null while it is under way
 * @param base id of the network that it was trained on from; null if its report does not say
 * @param dataset id of its data set; null if it has none
 */
record StoredTraining(String id, Set<String> files, Instant ended, String base, String dataset) {

  /** That it has ended, and how: a request that comes again must not be followed again. */
  static final Set<String> KEPT = Set.of("outcome.json", "announced");

  StoredTraining {
    files = Set.copyOf(files);
  }

  /** Whether anything of it lies there that may ever go. */
  boolean isWhole() {
    return !KEPT.containsAll(files);
  }

  boolean endedBefore(Instant moment) {
    return ended != null && ended.isBefore(moment);
  }

  /** What may go, the data set's name last, so that what it names stays known until then. */
  List<String> removable() {
    return files.stream()
        .filter(file -> !KEPT.contains(file))
        .sorted((a, b) -> Boolean.compare(a.equals("dataset"), b.equals("dataset")))
        .toList();
  }

  Optional<String> knownDataset() {
    return Optional.ofNullable(dataset);
  }

  Optional<String> knownBase() {
    return Optional.ofNullable(base);
  }
}
