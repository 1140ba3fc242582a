package dev.weft.trainer.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.BundleFile;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingLeftoversTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(100));
  private static final Instant LATELY = NOW.minus(Duration.ofDays(10));

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ModelStore models = new ModelStore(store, "weft");
  private final Map<String, Instant> written = new HashMap<>();
  private final TrainingLeftovers leftovers =
      new TrainingLeftovers(dated(), "weft", models, Duration.ofDays(90), () -> NOW);

  @Test
  void ofAnOldTrainingOnlyStaysThatItEnded() {
    training("old", LONG_AGO, "d-1", "base-1");

    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(5, 1, 1));

    assertThat(keys()).containsExactly("trainings/old/announced", "trainings/old/outcome.json");
    assertThat(leftovers.remove().all()).isZero();
  }

  @Test
  void aYoungTrainingKeepsAllThatItNeeds() {
    training("young", LATELY, "d-1", "base-1");
    var before = keys();

    assertThat(leftovers.remove().all()).isZero();
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void aPublishedVersionKeepsItsTrainingItsDataSetAndItsBase() {
    training("made-it", LONG_AGO, "d-1", "base-1");
    version(2, "made-it", "d-1");
    var before = keys();

    assertThat(leftovers.remove().all()).isZero();
    assertThat(keys()).isEqualTo(before);

    models.remove("clothing", 2);
    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(5, 1, 1));
    assertThat(models.lineage("clothing", 2)).isPresent();
  }

  @Test
  void whatOthersStillNeedStays() {
    training("old", LONG_AGO, "d-1", "base-1");
    training("young", LATELY, "d-1", "base-1");

    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(5, 0, 0));
    assertThat(keys()).contains("datasets/d-1.jsonl", "features/base-1/299x299/segment");
  }

  @Test
  void whileATrainingIsUnderWayNobodyKnowsWhichFeaturesItNeeds() {
    put("features/base-9/299x299/segment", "x");
    put("trainings/under-way/plan.json", "{}");
    put("trainings/under-way/attempts/1", "\n");
    written.put("trainings/under-way/attempts/1", LATELY);

    assertThat(leftovers.remove().all()).isZero();

    put("trainings/under-way/outcome.json", "{\"at\": \"" + LONG_AGO + "\"}");
    assertThat(leftovers.remove())
        .as("whether or not it was announced")
        .isEqualTo(new TrainingLeftovers.Removed(2, 0, 1));
  }

  @Test
  void aTrainingThatWasAbandonedLongAgoIsRemovedAndHoldsNoFeatures() {
    put("features/base-9/299x299/segment", "x");
    put("datasets/d-9.jsonl", "x");
    put("trainings/abandoned/plan.json", "{}");
    put("trainings/abandoned/attempts/1", "\n");
    put("trainings/abandoned/dataset", "d-9");
    put("trainings/abandoned/checkpoints/freeze.json", "{}");
    store.objects().keySet().forEach(key -> written.put(key, LONG_AGO));

    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(4, 1, 1));
    assertThat(keys()).isEmpty();
  }

  @Test
  void checkpointsThatAPublishedVersionsTrainingLeftBehindAreRemoved() {
    training("made-it", LONG_AGO, "d-1", "base-1");
    version(2, "made-it", "d-1");
    var before = keys();
    put("trainings/made-it/checkpoints/freeze.json", "{}");

    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(1, 0, 0));
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void digestsAndThePositionOfErasuresAreNoBases() {
    put("features/digests.tsv", "a\t0\n");
    put("features/erased.json", "{}");
    put("features/base-9/299x299/segment", "x");

    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(0, 0, 1));
    assertThat(keys()).containsExactly("features/digests.tsv", "features/erased.json");
  }

  @Test
  void whatIsYoungStaysThoughNobodyNamesIt() {
    put("features/base-9/299x299/segment", "x");
    put("datasets/d-9.jsonl", "x");
    TrainingLeftovers inTheBeginning =
        new TrainingLeftovers(store, "weft", models, Duration.ofDays(90), () -> Instant.EPOCH);

    assertThat(inTheBeginning.remove().all()).isZero();
    assertThat(leftovers.remove()).isEqualTo(new TrainingLeftovers.Removed(0, 1, 1));
  }

  @Test
  void whatCannotBeReadStopsTheRound() {
    training("old", LONG_AGO, "d-1", "base-1");
    put("trainings/odd/plan.json", "{}");
    put("trainings/odd/report.json", "no report");

    assertThatThrownBy(leftovers::remove)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("trainings/odd/report.json");
    assertThat(keys()).contains("datasets/d-1.jsonl", "trainings/old/report.json");
  }

  /** The store with the times of {@code written} in listings. */
  private ObjectStore dated() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            TrainingLeftoversTest.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(store, arguments);
              if (!method.getName().equals("list")) {
                return answer;
              }
              List<StoredObject> objects = new ArrayList<>();
              ((Iterator<?>) answer)
                  .forEachRemaining(object -> objects.add(dated((StoredObject) object)));
              return objects.iterator();
            });
  }

  private StoredObject dated(StoredObject object) {
    return new StoredObject(
        object.key(),
        object.size(),
        object.etag(),
        written.getOrDefault(object.key(), object.lastModified()),
        null,
        Map.of());
  }

  private List<String> keys() {
    return store.objects().keySet().stream()
        .filter(key -> !key.startsWith("models/"))
        .sorted()
        .toList();
  }

  private void training(String id, Instant ended, String dataset, String base) {
    String folder = "trainings/" + id + "/";
    put(folder + "plan.json", "{}");
    put(folder + "attempts/1", "\n");
    put(folder + "dataset", dataset);
    put(folder + "confusion.png", "png");
    put(folder + "report.json", "{\"lineage\": {\"base\": \"" + base + "\"}}");
    put(folder + "outcome.json", "{\"state\": \"published\", \"at\": \"" + ended + "\"}");
    put(folder + "announced", "\n");
    put("datasets/" + dataset + ".jsonl", "{}");
    put("features/" + base + "/299x299/segment", "features");
  }

  private void version(int version, String trainingId, String dataset) {
    var file = new BundleFile(1, "0".repeat(64));
    var lineage =
        new TrainingLineage(
            trainingId,
            dataset,
            null,
            null,
            JsonNodeFactory.instance.objectNode(),
            1,
            "1",
            "cpu",
            1);
    var manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "clothing",
            version,
            LONG_AGO,
            List.of("hat", "shoes"),
            Preprocessing.XCEPTION,
            List.of(0.5f, 0.25f),
            Map.of(ModelManifest.ONNX, file, ModelManifest.WEIGHTS, file),
            new Origin(Origin.TRAINING, null, null, "clothing:1", Map.of(), lineage),
            null);
    put(
        "models/clothing/" + version + "/manifest.json",
        new String(manifest.toJson(), StandardCharsets.UTF_8));
  }

  private void put(String key, String text) {
    store.put("weft", key, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }
}
