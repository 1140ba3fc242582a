package dev.weft.backup;

import dev.weft.backup.objects.ObjectRestore;
import dev.weft.backup.topics.TopicRestore;
import dev.weft.events.catalog.EventType;
import dev.weft.events.object.ImageObjects;
import dev.weft.objectstore.ObjectStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Restores a backup into an empty installation whose services are not running: first the objects,
 * then the topics, whose records refer to them, and the consumer offsets last. Services that are
 * started afterwards rebuild their views, and continue where the backup was taken.
 */
public final class Restore {
  private final Map<String, Object> kafka;
  private final BackupFolder folder;
  private final Map<String, Integer> partitions;

  private Restore(Map<String, Object> kafka, BackupFolder folder, Map<String, Integer> partitions) {
    this.kafka = Map.copyOf(kafka);
    this.folder = folder;
    this.partitions = Map.copyOf(partitions);
  }

  /**
   * @param kafka how to reach the brokers
   */
  public Restore(Map<String, Object> kafka, BackupFolder folder) {
    this(kafka, folder, Map.of());
  }

  /** Restores topics keyed by image id into another number of partitions. */
  public Restore withImagePartitions(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("image partitions must be at least 1, but are " + number);
    }
    Map<String, Integer> changed = new HashMap<>();
    Arrays.stream(EventType.values())
        .filter(EventType::isOfImage)
        .forEach(type -> changed.put(type.topic(), number));
    return new Restore(kafka, folder, changed);
  }

  /**
   * Verifies the backup and that nothing would be overwritten, then restores it.
   *
   * @param store null to restore topics and offsets only
   * @throws BackupException if the folder has no complete backup, the installation is not empty, or
   *     Kafka fails; the topics have to be deleted before it is repeated
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   * @throws java.io.UncheckedIOException if the folder cannot be read
   */
  public RestoreReport run(ObjectStore store, String bucket, BackupProgress step) {
    BackupManifest manifest =
        folder
            .manifest()
            .orElseThrow(
                () ->
                    new BackupException(
                        "%s does not contain a backup: backup.json is missing".formatted(folder)));
    if (store != null && manifest.objects() == null) {
      throw new BackupException(
          "the backup in %s has no objects; restore the bucket with the tool that copied it, and run with --no-objects"
              .formatted(folder));
    }
    return folder.locked(() -> restore(manifest, store, bucket, step));
  }

  private RestoreReport restore(
      BackupManifest manifest, ObjectStore store, String bucket, BackupProgress step) {
    try (TopicRestore topics = new TopicRestore(kafka, folder, manifest, partitions)) {
      topics.verify();
      topics.requireEmpty();
      // The reconciler's progress belongs to topics that may have been ahead of this backup.
      ObjectRestore.Result objects =
          store == null
              ? new ObjectRestore.Result(0, 0)
              : new ObjectRestore(folder, store, bucket, Set.of(ImageObjects.RECONCILED))
                  .run(manifest.objects(), step);
      Unanswered unanswered = new Unanswered(manifest, store, bucket);
      List<String> renumbered = topics.run(step, unanswered::add);
      return new RestoreReport(
          manifest.at(),
          manifest.records(),
          objects.count(),
          manifest.groups().size(),
          renumbered,
          objects.changedTags(),
          unanswered.waiting(),
          unanswered.missing());
    }
  }
}
