package dev.weft.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Offset;
import dev.weft.events.catalog.ConsumerGroups;
import dev.weft.events.catalog.Topics;
import dev.weft.objectstore.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;

/**
 * Counts uploads that the classifiers of their model have not processed yet. How far other groups
 * are does not matter, unless there is no group of classifiers with a default name: then an upload
 * that any group has processed counts as answered. Not thread-safe.
 */
final class Unanswered {
  /** Most uploads without an answer whose objects are looked up. */
  private static final int MOST_LOOKUPS = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Map<Integer, Long>> processed = new HashMap<>();
  private final ObjectStore store;
  private final String bucket;
  private long waiting;
  private long missing;

  /**
   * @param store null to look up no objects
   */
  Unanswered(BackupManifest manifest, ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
    boolean isKnown = manifest.groups().stream().anyMatch(Group::answersUploads);
    for (Group group : manifest.groups()) {
      if (group.answersUploads() || !isKnown) {
        String name = isKnown ? group.name() : ConsumerGroups.CLASSIFIERS;
        uploads(group)
            .forEach(
                offset ->
                    processed
                        .computeIfAbsent(name, any -> new HashMap<>())
                        .merge(offset.partition(), offset.offset(), Math::max));
      }
    }
  }

  private static List<Offset> uploads(Group group) {
    return group.offsets().stream()
        .filter(offset -> offset.topic().equals(Topics.IMAGES_UPLOADED))
        .toList();
  }

  /** Takes a record of any topic. */
  void add(String topic, int partition, long offset, byte[] value) {
    if (!topic.equals(Topics.IMAGES_UPLOADED) || isProcessed(partition, offset, value)) {
      return;
    }
    waiting++;
    if (store != null && value != null && waiting <= MOST_LOOKUPS) {
      String key = key(value);
      if (key != null && store.stat(bucket, key).isEmpty()) {
        missing++;
      }
    }
  }

  private boolean isProcessed(int partition, long offset, byte[] value) {
    LongSummaryStatistics offsets =
        processed.values().stream()
            .mapToLong(group -> group.getOrDefault(partition, 0L))
            .summaryStatistics();
    if (offsets.getCount() == 0 || offset >= offsets.getMax()) {
      return false;
    }
    // Few are between the groups, so that few events have to be read.
    return offset < offsets.getMin()
        || offset < processed.getOrDefault(group(value), Map.of()).getOrDefault(partition, 0L);
  }

  /** The default model's group also has the events that name no model or are invalid. */
  private String group(byte[] value) {
    String model = event(value).path("model").textValue();
    String group = model == null ? "" : ConsumerGroups.of(ConsumerGroups.CLASSIFIERS, model);
    return processed.containsKey(group) ? group : ConsumerGroups.CLASSIFIERS;
  }

  /** The key of the object; null if the event names none in the bucket. */
  private String key(byte[] value) {
    JsonNode object = event(value).path("object");
    return object.path("bucket").asText().equals(bucket) ? object.path("key").textValue() : null;
  }

  private static JsonNode event(byte[] value) {
    try {
      return value == null ? JSON.missingNode() : JSON.readTree(value);
    } catch (IOException e) {
      // Classifiers reject such an event.
      return JSON.missingNode();
    }
  }

  long waiting() {
    return waiting;
  }

  /** Of the first 10,000 that wait, those whose object is not in the bucket. */
  long missing() {
    return missing;
  }
}
