package dev.weft.trainer.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.object.TrainingKeys;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes old data of trainings from the store that no published version depends on.
 *
 * <p>Of a training that ended long ago and produced no published version, the report, the pictures,
 * the plan and the reference to its data set are removed. Its outcome is kept for ever, so that a
 * repeated request never runs it again. A data set is removed if it is old and no remaining
 * training or version refers to it; features are removed if they are old and no remaining training
 * uses their base. While a training is in progress no features are removed; one without an outcome
 * that was last written long ago was abandoned, and counts as ended. Checkpoints, which are removed
 * at the end of a training unless that fails, are removed in any case. Removed versions remain
 * recorded in {@code models/}.
 *
 * <p>Any number of trainers may do so concurrently. Methods throw the stores' exceptions; the next
 * round continues where one failed.
 */
public final class TrainingLeftovers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 16 << 20;
  private static final String FEATURES = "features/";

  /** Objects in which gateways record the erased images of a data set. */
  private static final String ERASED = "erased/";

  private final ObjectStore store;
  private final String bucket;
  private final ModelStore models;
  private final Duration keep;
  private final InstantSource clock;

  /**
   * @param keep how long everything is kept after a training's end
   */
  public TrainingLeftovers(
      ObjectStore store, String bucket, ModelStore models, Duration keep, InstantSource clock) {
    this.store = store;
    this.bucket = bucket;
    this.models = models;
    this.keep = keep;
    this.clock = clock;
  }

  /**
   * Numbers of removed objects.
   *
   * @param trainings files of old trainings
   * @param datasets manifests of data sets
   * @param features segments of features
   */
  public record Removed(int trainings, int datasets, int features) {
    /** Returns the total. */
    public int all() {
      return trainings + datasets + features;
    }
  }

  /** Runs one round of removals. */
  public Removed remove() {
    Instant old = clock.instant().minus(keep);
    // Read first: a version that is published afterwards belongs to a training that is not old.
    List<TrainingLineage> lineages = published();
    Set<String> needed = new HashSet<>();
    Set<String> datasets = new HashSet<>();
    lineages.forEach(
        lineage -> {
          needed.add(lineage.trainingId());
          datasets.add(lineage.dataSet());
        });
    Set<String> bases = new HashSet<>();
    boolean basesAreKnown = true;
    int files = 0;
    for (StoredTraining training : trainings(old)) {
      boolean isOld = training.endedBefore(old);
      if (isOld && !needed.contains(training.id())) {
        files += remove(training, training.removable());
      } else if (training.isWhole()) {
        files += isOld ? remove(training, training.working()) : 0;
        training.knownDataset().ifPresent(datasets::add);
        training.knownBase().ifPresent(bases::add);
        basesAreKnown &= training.ended() != null;
      }
    }
    return new Removed(
        files, removeDatasets(datasets, old), basesAreKnown ? removeFeatures(bases, old) : 0);
  }

  private List<TrainingLineage> published() {
    List<TrainingLineage> lineages = new ArrayList<>();
    models
        .published()
        .forEach(
            (name, versions) ->
                versions.stream()
                    .flatMap(version -> models.manifest(name, version).stream())
                    .map(ModelManifest::origin)
                    .filter(origin -> origin.training() != null)
                    .forEach(origin -> lineages.add(origin.training())));
    return lineages;
  }

  private List<StoredTraining> trainings(Instant old) {
    Map<String, Set<String>> files = new TreeMap<>();
    Map<String, Instant> written = new HashMap<>();
    store
        .list(bucket, TrainingKeys.TRAININGS, null)
        .forEachRemaining(
            object -> {
              String rest = object.key().substring(TrainingKeys.TRAININGS.length());
              int slash = rest.indexOf('/');
              if (slash > 0 && slash < rest.length() - 1) {
                String training = rest.substring(0, slash);
                files
                    .computeIfAbsent(training, id -> new HashSet<>())
                    .add(rest.substring(slash + 1));
                written.merge(training, object.lastModified(), (a, b) -> a.isAfter(b) ? a : b);
              }
            });
    written.values().removeIf(last -> !last.isBefore(old));
    return files.entrySet().stream()
        .map(entry -> read(entry.getKey(), entry.getValue(), written.get(entry.getKey())))
        .toList();
  }

  /**
   * @param abandoned when it was last written; null if that was not long ago
   */
  private StoredTraining read(String id, Set<String> files, Instant abandoned) {
    if (StoredTraining.KEPT.containsAll(files)) {
      return new StoredTraining(id, files, null, null, null);
    }
    return new StoredTraining(
        id,
        files,
        json(id, "outcome.json").map(TrainingLeftovers::at).orElse(abandoned),
        json(id, TrainingKeys.REPORT).map(report -> text(report.at("/lineage/base"))).orElse(null),
        bytes(id, TrainingKeys.DATASET)
            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII).strip())
            .orElse(null));
  }

  private static Instant at(JsonNode outcome) {
    String at = text(outcome.path("at"));
    return at == null ? null : Instant.parse(at);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private Optional<JsonNode> json(String id, String file) {
    return bytes(id, file)
        .map(
            bytes -> {
              try {
                return JSON.readTree(bytes);
              } catch (IOException e) {
                throw new UncheckedIOException(TrainingKeys.file(id, file) + " is not JSON", e);
              }
            });
  }

  private Optional<byte[]> bytes(String id, String file) {
    return store.get(bucket, TrainingKeys.file(id, file), MAX_BYTES)
            instanceof GetResult.Found found
        ? Optional.of(found.bytes())
        : Optional.empty();
  }

  private int remove(StoredTraining training, List<String> files) {
    files.forEach(file -> store.delete(bucket, TrainingKeys.file(training.id(), file)));
    return files.size();
  }

  private int removeDatasets(Set<String> named, Instant old) {
    List<String> keys = new ArrayList<>();
    store
        .list(bucket, TrainingKeys.DATASETS, null)
        .forEachRemaining(
            object -> {
              String id = TrainingKeys.ofManifest(object.key()).orElse(object.key());
              if (!named.contains(id) && object.lastModified().isBefore(old)) {
                store
                    .list(bucket, ERASED + id + "/", null)
                    .forEachRemaining(member -> keys.add(member.key()));
                keys.add(object.key());
              }
            });
    return remove(keys);
  }

  private int removeFeatures(Set<String> bases, Instant old) {
    Map<String, List<StoredObject>> unused = new TreeMap<>();
    store
        .list(bucket, FEATURES, null)
        .forEachRemaining(
            object -> {
              String rest = object.key().substring(FEATURES.length());
              int slash = rest.indexOf('/');
              // Digests and the position of erasures are beside the folders of the bases.
              if (slash > 0 && !bases.contains(rest.substring(0, slash))) {
                unused
                    .computeIfAbsent(rest.substring(0, slash), id -> new ArrayList<>())
                    .add(object);
              }
            });
    unused
        .values()
        .removeIf(
            segments ->
                segments.stream().anyMatch(segment -> !segment.lastModified().isBefore(old)));
    return remove(unused.values().stream().flatMap(List::stream).map(StoredObject::key).toList());
  }

  private int remove(List<String> keys) {
    keys.forEach(key -> store.delete(bucket, key));
    return keys.size();
  }
}
