package dev.weft.backup;

import dev.weft.backup.BackupManifest.Objects;
import dev.weft.backup.objects.ObjectBackup;
import dev.weft.backup.topics.TopicBackup;
import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.objectstore.ObjectStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Copies a running installation to a folder: topics and consumer offsets first, then the bucket, so
 * that the objects of all copied events are part of it. Repeated into the same folder, it copies
 * what has changed, and removes what the installation no longer has.
 */
public final class Backup {
  private final Map<String, Object> kafka;
  private final BackupFolder folder;

  /**
   * @param kafka how to reach the brokers
   */
  public Backup(Map<String, Object> kafka, BackupFolder folder) {
    this.kafka = Map.copyOf(kafka);
    this.folder = folder;
  }

  /** Returns the names of Weft's topics. */
  static Set<String> topics() {
    return Stream.concat(
            Arrays.stream(EventType.values()).map(EventType::topic),
            Stream.of(Topics.S3_NOTIFICATIONS))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Copies topics, offsets and objects.
   *
   * @param store null to copy no objects
   * @throws BackupException if the brokers do not answer, or the folder belongs to another cluster
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   * @throws java.io.UncheckedIOException if the folder cannot be written
   */
  public BackupManifest run(ObjectStore store, String bucket, BackupProgress step) {
    return folder.locked(() -> copy(store, bucket, step));
  }

  private BackupManifest copy(ObjectStore store, String bucket, BackupProgress step) {
    Optional<BackupManifest> before = folder.manifest();
    try (TopicBackup topics = new TopicBackup(kafka, folder, topics())) {
      BackupManifest copied = topics.run(before, step);
      Objects objects =
          store == null ? null : new ObjectBackup(folder, store, bucket).run(before, step);
      BackupManifest manifest = copied.with(objects);
      folder.commit(manifest);
      if (objects != null) {
        ObjectBackup.cleanUp(folder, objects);
      }
      return manifest;
    }
  }
}
