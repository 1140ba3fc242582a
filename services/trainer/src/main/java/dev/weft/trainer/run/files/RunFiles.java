package dev.weft.trainer.run.files;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.weft.base.StoredFormat;
import dev.weft.evaluation.EvaluationFile;
import dev.weft.events.object.TrainingKeys;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.dataset.Manifest;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.StoredCheckpoints;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state of a training in the store, under {@code trainings/<id>/}: {@code plan.json}, {@code
 * dataset} (the manifest's id), {@code checkpoints/}, {@code attempts/}, {@code report.json} with
 * its pictures, {@code evaluation.jsonl}, and finally {@code outcome.json}. Manifests are stored
 * under {@code datasets/<id>.jsonl}.
 */
public final class RunFiles {
  /** The newest format of the documents of a training. */
  private static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final long MAX_BYTES = 4L << 20;

  private final ObjectStore store;
  private final String bucket;
  private final String prefix;
  private final Path work;

  /**
   * @param work directory of this training on this machine
   */
  public RunFiles(ObjectStore store, String bucket, String trainingId, Path work) {
    this.store = store;
    this.bucket = bucket;
    this.prefix = TrainingKeys.folder(trainingId);
    this.work = work;
  }

  /** Returns this training's directory on this machine, which exists. */
  public Path work() {
    try {
      return Files.createDirectories(work);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the working directory " + work, e);
    }
  }

  public Optional<Plan> plan() {
    return read("plan.json", Plan.class);
  }

  /** Saves the plan, unless there is one already; returns the valid plan. */
  public Plan keep(Plan plan) {
    putIfAbsent("plan.json", plan);
    return plan().orElse(plan);
  }

  public Optional<TrainingOutcome> outcome() {
    return read("outcome.json", TrainingOutcome.class);
  }

  /** Records the outcome, unless there is one already; returns the valid outcome. */
  public TrainingOutcome decide(TrainingOutcome outcome) {
    putIfAbsent("outcome.json", outcome);
    return outcome().orElse(outcome);
  }

  /**
   * Counts an attempt.
   *
   * @return number of attempts, including this one
   */
  public int beginAttempt() {
    List<String> attempts = keys("attempts/");
    int number = attempts.size() + 1;
    store.put(bucket, prefix + "attempts/" + number, new byte[] {'\n'}, "text/plain");
    return number;
  }

  /** Uncounts the last attempt, which did not fail but was stopped from outside. */
  public void takeAttemptBack() {
    List<String> attempts = keys("attempts/");
    if (!attempts.isEmpty()) {
      store.delete(bucket, prefix + "attempts/" + attempts.size());
    }
  }

  /** Returns the built data set with its id. */
  public Optional<Built> dataset() {
    if (store.get(bucket, prefix + TrainingKeys.DATASET, 256) instanceof GetResult.Found found) {
      String id = new String(found.bytes(), StandardCharsets.US_ASCII).strip();
      return store
          .open(bucket, TrainingKeys.manifest(id))
          .map(in -> new Built(id, readManifest(id, in)));
    }
    return Optional.empty();
  }

  /** Returns a data set of any training by its manifest's id; empty if it has been removed. */
  public Optional<TrainingDataset> dataset(String id) {
    return store.open(bucket, TrainingKeys.manifest(id)).map(in -> readManifest(id, in));
  }

  /** A data set and its manifest's id. */
  public record Built(String id, TrainingDataset dataset) {}

  public Built keep(TrainingDataset dataset) {
    try {
      Path file = Files.createTempFile(work(), "dataset", ".jsonl");
      String id;
      try (OutputStream out = Files.newOutputStream(file)) {
        id = Manifest.write(dataset, out);
      }
      store.putFile(bucket, TrainingKeys.manifest(id), file, "application/jsonl");
      Files.delete(file);
      store.put(
          bucket,
          prefix + TrainingKeys.DATASET,
          id.getBytes(StandardCharsets.US_ASCII),
          "text/plain");
      return new Built(id, dataset);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the data set's manifest to " + work, e);
    }
  }

  private static TrainingDataset readManifest(String id, InputStream in) {
    try (in) {
      return Manifest.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest " + id, e);
    }
  }

  public Checkpoints checkpoints() {
    return new StoredCheckpoints(store, bucket, prefix + "checkpoints/", work());
  }

  /**
   * Checkpoints of the second training, in which a version that passed is trained on all images.
   */
  public Checkpoints checkpointsOfAll() {
    return new StoredCheckpoints(store, bucket, prefix + "checkpoints/all-", work());
  }

  /**
   * Saves a version's report and pictures, unless that was done before; afterwards the directory
   * has the saved files. A version that is staged again, here or elsewhere, therefore has the same
   * files, and with them the same number.
   */
  public void keep(List<Path> files) {
    for (Path file : files) {
      String key = prefix + "checkpoints/" + file.getFileName();
      try {
        byte[] bytes = Files.readAllBytes(file);
        store.putIfAbsent(bucket, key, bytes, "application/octet-stream", Map.of());
        if (store.get(bucket, key, MAX_BYTES) instanceof GetResult.Found found) {
          Files.write(file, found.bytes());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot store " + file, e);
      }
    }
  }

  /** Stores a report and its pictures, the report last; returns the report's key. */
  public String putReport(List<Path> files) {
    for (Path file : files) {
      if (!file.endsWith(TrainingKeys.REPORT)) {
        store.putFile(bucket, prefix + file.getFileName(), file, "image/png");
      }
    }
    files.stream()
        .filter(file -> file.endsWith(TrainingKeys.REPORT))
        .forEach(
            file -> store.putFile(bucket, prefix + file.getFileName(), file, "application/json"));
    return prefix + TrainingKeys.REPORT;
  }

  /** Stores the answers for held-out images next to the report. */
  public void putEvaluation(Path file) {
    store.putFile(bucket, prefix + EvaluationFile.NAME, file, "application/jsonl");
  }

  /** Stores a report with only these values; returns its key. */
  public String putReport(Map<String, Object> report) {
    String key = prefix + TrainingKeys.REPORT;
    store.put(bucket, key, json(report), "application/json");
    return key;
  }

  public boolean isAnnounced() {
    return store.stat(bucket, prefix + "announced").isPresent();
  }

  /** Removes the data that is needed during a training only, here and in the store. */
  public void clean() {
    store.put(bucket, prefix + "announced", new byte[] {'\n'}, "text/plain");
    keys("checkpoints/").forEach(key -> store.delete(bucket, key));
    deleteWork();
  }

  /**
   * Whether the directory on this machine is not needed any more: the training has ended, or the
   * store has none of its files, so that it would start anew.
   */
  public boolean isOver() {
    return store.stat(bucket, prefix + "outcome.json").isPresent() || keys("").isEmpty();
  }

  /** Deletes this training's directory on this machine. */
  public void deleteWork() {
    if (!Files.isDirectory(work)) {
      return;
    }
    try (var files = Files.walk(work)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clean " + work, e);
    }
  }

  private List<String> keys(String folder) {
    List<String> keys = new ArrayList<>();
    store.list(bucket, prefix + folder, null).forEachRemaining(object -> keys.add(object.key()));
    return keys;
  }

  private void putIfAbsent(String name, Object value) {
    store.putIfAbsent(bucket, prefix + name, json(value), "application/json", Map.of());
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    if (!(store.get(bucket, prefix + name, MAX_BYTES) instanceof GetResult.Found found)) {
      return Optional.empty();
    }
    return Optional.of(value(prefix + name, found.bytes(), type));
  }

  /**
   * Reads a value from JSON.
   *
   * @throws StoredFormat.UnknownFormatException if a later release wrote it
   */
  static <T> T value(String key, byte[] json, Class<T> type) {
    try {
      JsonNode tree = JSON.readTree(json);
      StoredFormat.require(key, tree.path(StoredFormat.MEMBER).asInt(StoredFormat.FIRST), FORMAT);
      return JSON.treeToValue(tree, type);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + key, e);
    }
  }

  /** Converts a value to JSON. */
  public static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** Parses stored JSON. */
  public static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON", e);
    }
  }

  /** Serialises JSON. */
  public static byte[] bytes(JsonNode tree) {
    return json(tree);
  }

  private static byte[] json(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + value.getClass(), e);
    }
  }
}
