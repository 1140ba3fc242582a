package dev.weft.trainer.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes what trainings left in the store once it is old and no published version comes from it.
 *
 * <p>Of a training its report, its pictures, its plan and the name of its data set go, when it
 * ended long ago and no published version was made by it. That it ended, and how, stays for ever:
 * so a request that comes again is never followed twice. A data set goes when it is old and no
 * training or version that is left names it; features go when they are old and no training that is
 * left was made on their base. While a training is under way no features go. What a removed version
 * was stays known in {@code models/}.
 *
 * <p>Any number of trainers may do so at once. Methods throw what the stores do; another round goes
 * on where one stopped.
 */
public final class TrainingLeftovers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BYTES = 16 << 20;
  private static final String TRAININGS = "trainings/";
  private static final String DATASETS = "datasets/";
  private static final String FEATURES = "features/";

  /** Which images of a data set were erased since, as gateways write down. */
  private static final String ERASED = "erased/";

  private final ObjectStore store;
  private final String bucket;
  private final ModelStore models;
  private final Duration keep;
  private final InstantSource clock;

  /**
   * @param keep how long after a training's end all of it stays
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
   * How many objects went.
   *
   * @param trainings old trainings' files
   * @param datasets manifests of data sets
   * @param features segments of features
   */
  public record Removed(int trainings, int datasets, int features) {
    /** All of them. */
    public int all() {
      return trainings + datasets + features;
    }
  }

  /** Looks once, and removes what may go. */
  public Removed remove() {
    Instant old = clock.instant().minus(keep);
    // First, since a version that is published meanwhile is of a training that is not old.
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
    for (StoredTraining training : trainings()) {
      if (training.endedBefore(old) && !needed.contains(training.id())) {
        files += remove(training);
      } else if (training.isWhole()) {
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

  private List<StoredTraining> trainings() {
    Map<String, Set<String>> files = new TreeMap<>();
    store
        .list(bucket, TRAININGS, null)
        .forEachRemaining(
            object -> {
              String rest = object.key().substring(TRAININGS.length());
              int slash = rest.indexOf('/');
              if (slash > 0 && slash < rest.length() - 1) {
                files
                    .computeIfAbsent(rest.substring(0, slash), id -> new HashSet<>())
                    .add(rest.substring(slash + 1));
              }
            });
    return files.entrySet().stream().map(entry -> read(entry.getKey(), entry.getValue())).toList();
  }

  private StoredTraining read(String id, Set<String> files) {
    if (StoredTraining.KEPT.containsAll(files)) {
      return new StoredTraining(id, files, null, null, null);
    }
    boolean ended = files.containsAll(StoredTraining.KEPT);
    return new StoredTraining(
        id,
        files,
        ended ? json(id, "outcome.json").map(TrainingLeftovers::at).orElse(null) : null,
        json(id, "report.json").map(report -> text(report.at("/lineage/base"))).orElse(null),
        bytes(id, "dataset")
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
                throw new UncheckedIOException(TRAININGS + id + "/" + file + " is no JSON", e);
              }
            });
  }

  private Optional<byte[]> bytes(String id, String file) {
    return store.get(bucket, TRAININGS + id + "/" + file, MAX_BYTES)
            instanceof GetResult.Found found
        ? Optional.of(found.bytes())
        : Optional.empty();
  }

  private int remove(StoredTraining training) {
    List<String> files = training.removable();
    files.forEach(file -> store.delete(bucket, TRAININGS + training.id() + "/" + file));
    return files.size();
  }

  private int removeDatasets(Set<String> named, Instant old) {
    List<String> keys = new ArrayList<>();
    store
        .list(bucket, DATASETS, null)
        .forEachRemaining(
            object -> {
              String id = object.key().substring(DATASETS.length()).replace(".jsonl", "");
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
              String base = object.key().substring(FEATURES.length()).split("/", 2)[0];
              if (!bases.contains(base)) {
                unused.computeIfAbsent(base, id -> new ArrayList<>()).add(object);
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
