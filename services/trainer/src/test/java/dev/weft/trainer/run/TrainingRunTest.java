package dev.weft.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.base.Sha256;
import dev.weft.datasets.DatasetFilter;
import dev.weft.datasets.DatasetImage;
import dev.weft.datasets.NamedDatasets;
import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.features.FeatureStore;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.modelstore.TrainingLineage;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.LabelSnapshot;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.context.RunSettings;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.context.TrainingStoppedException;
import dev.weft.trainer.run.files.LabelMarks;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.files.TrainingOutcome;
import dev.weft.trainer.run.step.HeldBackAnswers;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Complete trainings of the starter model on small drawings, without a broker. */
class TrainingRunTest {
  private static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);

  private static final TrainingRecipe FINE_TUNED =
      recipe(null, new TrainingRecipe.FineTune("block14", 1e-3, 2, null, null, null, null), 1);

  private static Map<String, byte[]> starter;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ModelStore models = new ModelStore(store, "weft");
  private final List<ImageLabeled> labels = new ArrayList<>();

  private ErasedImages erased = ErasedImages.NONE;
  private int serving;
  private int crossValidateBelow = 2_000;
  private int learnAllBelow = 20_000;
  private boolean int8;
  private boolean smallerInputs;

  @TempDir Path dir;

  @BeforeAll
  static void importTheStarter(@TempDir Path work) throws IOException {
    MemoryObjectStore once = new MemoryObjectStore();
    new ModelStore(once, "weft")
        .publish(
            KerasImport.draft(
                StarterModel.copyWeightsTo(work), "clothing", Garments.LABELS, SMALL, work));
    starter = once.objects();
  }

  @BeforeEach
  void publishTheStarter() {
    store.objects().putAll(starter);
  }

  @Test
  void noClassIsForgottenAndWhatWasLearnedTravelsOn() throws IOException {
    label("scarf", "shirt", 14);
    label("hat", "hat", 4);
    int8 = true;

    TrainingOutcome first = train("first", List.of(), 1);

    int8 = false;
    assertThat(first.state()).as(first.detail()).isEqualTo(TrainingState.PUBLISHED);
    ModelManifest second = models.manifest("clothing", 2).orElseThrow();
    List<String> all = new ArrayList<>(Garments.LABELS);
    all.add("scarf");
    assertThat(second.classes()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(second.origin().metrics()).containsKeys("folds", "accuracyLow", "accuracyHigh");
    assertThat(second.files()).containsKeys(Rehearsal.FILE, HeldBackAnswers.FILE);
    JsonNode report = report("first");
    assertThat(report.at("/inherited"))
        .filteredOn(node -> node.path("fate").asText().equals("row kept"))
        .hasSize(9);
    assertThat(report.at("/folds").asInt()).isEqualTo(5);
    assertThat(report.at("/search/trials").size()).isPositive();
    JsonNode quantized = report.at("/quantized");
    assertThat(quantized.path("images").asInt()).isPositive();
    assertThat(second.files().containsKey(QuantizedVariant.GRAPH))
        .as(quantized.toString())
        .isEqualTo(quantized.path("objection").isNull());
    assertThat(report.at("/calibration").isNull()).as("18 images are too few").isTrue();

    // The labels of the scarves are removed, those of the hats stay: version 3 knows scarves only
    // from the features that version 2 carried over.
    labels.removeIf(label -> label.label().equals("scarf"));
    label("shoes", "shoes", 6);
    TrainingOutcome again = train("second", List.of("skirt"), 1);

    assertThat(again.state()).as(again.detail()).isEqualTo(TrainingState.PUBLISHED);
    ModelManifest third = models.manifest("clothing", 3).orElseThrow();
    assertThat(third.files()).doesNotContainKey(QuantizedVariant.GRAPH);
    all.remove("skirt");
    assertThat(third.classes()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(again.detail()).endsWith("without skirt, as requested");
    JsonNode inherited = report("second").at("/inherited");
    assertThat(inherited)
        .filteredOn(node -> node.path("name").asText().equals("scarf"))
        .singleElement()
        .satisfies(node -> assertThat(node.path("rehearsed").asInt()).isPositive())
        .satisfies(node -> assertThat(node.path("fate").asText()).isEqualTo("trained"));
    assertThat(inherited)
        .filteredOn(node -> node.path("fate").asText().equals("dropped"))
        .extracting(node -> node.path("name").asText())
        .containsExactly("skirt");
  }

  @Test
  void aVersionOfAnotherInputSizeIsThatSizeThroughoutAndItsSuccessorsKeepIt() {
    label("scarf", "shirt", 10);
    label("hat", "hat", 4);
    TrainingOutcome own = train("own", List.of(), 1);
    assertThat(own.state()).as(own.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(models.manifest("clothing", 2).orElseThrow().preprocessing()).isEqualTo(SMALL);

    // Version 2 remembers the scarves by features of its own size.
    labels.removeIf(label -> label.label().equals("scarf"));
    label("shoes", "shoes", 8);
    TrainingOutcome sized = train("sized", "clothing", null, List.of(), recipe(null, null, 1, 235));

    assertThat(sized.state()).as(sized.detail()).isEqualTo(TrainingState.PUBLISHED);
    ModelManifest third = models.manifest("clothing", 3).orElseThrow();
    assertThat(third.preprocessing()).isEqualTo(SMALL.withSize(235, 235));
    assertThat(third.classes()).contains("scarf");
    JsonNode report = report("sized");
    assertThat(report.at("/recipe/inputSize").asInt()).isEqualTo(235);
    assertThat(report.at("/verdict/comparison/images").asInt())
        .as("version 2 is compared, at its own size")
        .isEqualTo(12);
    assertThat(report.at("/inherited"))
        .filteredOn(node -> node.path("name").asText().equals("scarf"))
        .singleElement()
        .satisfies(node -> assertThat(node.path("rehearsed").asInt()).isPositive());

    TrainingOutcome kept = train("kept", List.of(), 1);
    assertThat(kept.state()).as(kept.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(models.manifest("clothing", 4).orElseThrow().preprocessing())
        .isEqualTo(third.preprocessing());
  }

  @Test
  void smallerInputsAreComparedAndThoseThatLoseNothingOffered() {
    label("scarf", "shirt", 10);
    label("beret", "hat", 10);
    smallerInputs = true;

    TrainingOutcome outcome =
        train("large", "tops", "clothing", List.of(), recipe(null, null, 1, 299));

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(models.manifest("tops", 1).orElseThrow().preprocessing())
        .isEqualTo(Preprocessing.XCEPTION);
    JsonNode smaller = report("large").at("/smallerInputs");
    assertThat(smaller)
        .extracting(node -> node.path("inputSize").asInt())
        .containsExactly(267, 235);
    assertThat(smaller)
        .extracting(node -> Math.round(100 * node.path("cost").asDouble()))
        .containsExactly(80L, 62L);
    assertThat(smaller)
        .allSatisfy(
            node -> {
              assertThat(node.path("images").asInt()).isEqualTo(20);
              assertThat(node.path("rightAtOwnSize").asInt()).isBetween(16, 20);
              int lost = node.path("rightAtOwnSize").asInt() - node.path("right").asInt();
              assertThat(node.path("objection").isNull()).isEqualTo(lost <= 0);
            });

    new RunFiles(store, "weft", "large", dir.resolve("done")).clean();
    smallerInputs = false;
    int8 = true;
    TrainingOutcome taken = train("small", "tops", null, List.of(), recipe(null, null, 1, 235));

    assertThat(taken.state()).as(taken.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(report("small").at("/imagesThroughBase").asInt())
        .as("mirror images alone: the others have passed for the comparison")
        .isEqualTo(20);
    assertThat(report("small").at("/smallerInputs")).isEmpty();
    ModelBundle bundle = models.fetch("tops", 2, dir.resolve("fetched"));
    assertThat(bundle.manifest().preprocessing()).isEqualTo(SMALL.withSize(235, 235));
    for (String engine : List.of(Engines.FLOAT32, Engines.INT8)) {
      try (Engine loaded =
          Engines.load(bundle.files(), bundle.golden(), new EngineOptions(engine, 0, 1, 0))) {
        assertThat(loaded.info().name()).isEqualTo(engine);
      }
    }
  }

  @Test
  void aFewImagesAreTooFewToTell() {
    label("scarf", "shirt", 12);
    label("hat", "hat", 4);

    TrainingOutcome outcome = train("few", List.of(), 0.01);

    assertThat(outcome.state()).isEqualTo(TrainingState.REJECTED);
    assertThat(outcome.detail()).contains("too few images").contains("more of dress (0 evaluated)");
    assertThat(models.versions("clothing")).containsExactly(1);
  }

  @Test
  void theFirstVersionOfAnotherModelKnowsItsLabelsOnlyAndIsPublished() {
    label("scarf", "shirt", 12);
    label("beret", "hat", 12);

    TrainingOutcome outcome = train("tops", "tops", "clothing", List.of(), 0.01);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(models.manifest("tops", 1).orElseThrow().classes())
        .containsExactly("beret", "scarf");
    assertThat(report("tops").at("/inherited")).isEmpty();
  }

  @Test
  void aVersionSaysWhenItIsNotSureAndLearnsThatFromClassesThatWereLeftOut() throws IOException {
    label("scarf", "shirt", 14);
    label("beret", "hat", 14);
    label("boot", "shoes", 12);
    // Each has too few images for a class; together they suffice as examples of no class.
    label("rug", "dress", 6);
    label("towel", "skirt", 6);

    TrainingOutcome outcome = train("unsure", "tops", "clothing", List.of(), 0.01);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    ModelManifest first = models.manifest("tops", 1).orElseThrow();
    assertThat(first.classes()).containsExactly("beret", "boot", "scarf");
    assertThat(first.files()).containsKey(UncertaintyRules.FILE);
    ModelBundle bundle = models.fetch("tops", 1, dir.resolve("fetched"));
    UncertaintyRules rules =
        UncertaintyRules.read(bundle.directory().resolve(UncertaintyRules.FILE));
    assertThat(rules.hasScore()).isTrue();
    assertThat(rules.knownRows()).isEqualTo(3);
    assertThat(rules.heldOut().known()).hasSize(40);
    assertThat(rules.heldOut().unknown()).hasSize(12).noneMatch(HeldOutAnswers.Answer::right);
    JsonNode told = report("unsure").at("/uncertainty");
    assertThat(told.path("images").asInt()).isEqualTo(40);
    assertThat(told.path("answered").asDouble()).isBetween(0.95, 1.0);
    assertThat(told.path("unknownImages").asInt()).isEqualTo(12);
    assertThat(told.path("highestScore").asDouble())
        .isEqualTo(rules.published().maximumOutlierScore());
    assertThat(told.path("leastConfidence").asDouble())
        .isEqualTo(rules.published().minimumConfidence());
  }

  @Test
  void theSameDataSetMakesTheSameVersionWhateverIsLabeledMeanwhile() {
    label("scarf", "shirt", 12);
    label("beret", "hat", 12);
    name("autumn");
    TrainingOutcome first = train(request("first", "tops", "clothing", "autumn", null));
    assertThat(first.state()).as(first.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(first.wasThere()).isFalse();

    label("sock", "shoes", 12);
    TrainingOutcome again = train(request("again", "tops", null, "autumn", null));

    assertThat(again.state()).as(again.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(again.wasThere()).isTrue();
    assertThat(again.detail()).startsWith("version 1 was trained with the same data set");
    assertThat(again.report()).isEqualTo("trainings/first/report.json");
    assertThat(models.versions("tops")).containsExactly(1);
    ModelManifest version = models.manifest("tops", 1).orElseThrow();
    assertThat(version.classes()).containsExactly("beret", "scarf");
    assertThat(version.origin().training().named()).isEqualTo("autumn");
    assertThat(report("first").at("/lineage/dataset").asText()).isEqualTo("autumn");
    // Labels that are not in the data set still count as new for the next training.
    assertThat(new LabelMarks(store, "weft").get("tops")).isEmpty();

    TrainingOutcome other = train(request("other", "tops", null, "autumn", 7L));
    assertThat(other.wasThere()).as(other.detail()).isFalse();
  }

  @Test
  void anErasedImageIsInNoNewDataSetThoughALabelAndANamedDataSetNameIt() throws IOException {
    label("scarf", "shirt", 13);
    label("beret", "hat", 13);
    name("autumn");
    // One image is erased before the labels are read, the other while the data set is built.
    List<String> reads = new ArrayList<>();
    erased =
        from -> {
          reads.add("read");
          List<String> ids = reads.size() < 2 ? List.of("scarf-0") : List.of("scarf-0", "beret-0");
          return new ErasedImages.Erasures(ids.stream().map(this::erasure).toList(), Map.of());
        };

    TrainingOutcome outcome = train(request("first", "tops", "clothing", "autumn", null));

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    String dataset = models.manifest("tops", 1).orElseThrow().origin().training().dataSet();
    String lines =
        new String(
            ((GetResult.Found) store.get("weft", "datasets/" + dataset + ".jsonl", 1 << 22))
                .bytes(),
            StandardCharsets.UTF_8);
    assertThat(lines)
        .contains("\"scarf-1\"", "\"beret-1\"")
        .doesNotContain("\"scarf-0\"", "\"beret-0\"");
  }

  private ImageErased erasure(String id) {
    return new ImageErased(id, null, ErasureSource.REQUEST, null, Instant.EPOCH);
  }

  @Test
  void aTrainingThatResumesLeavesOutImagesThatWereErasedMeanwhile() {
    label("scarf", "shirt", 12);
    label("beret", "hat", 12);
    TrainingRequested request = request("erased", "tops", "clothing", null, null);
    stopAfterTheDataSet(request);
    erase("scarf-0");

    TrainingOutcome outcome = train(request);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(imagesOf(report("erased"))).isEqualTo(23);
    assertThat(report("erased").at("/dataset/leftOut/images").asInt()).isZero();
    String dataset = models.manifest("tops", 1).orElseThrow().origin().training().dataSet();
    assertThat(new RunFiles(store, "weft", "erased", dir).dataset(dataset).orElseThrow().samples())
        .as("the manifest does not change")
        .hasSize(24);
  }

  @Test
  void aTrainingWhoseImagesHaveAllBeenErasedSaysSo() {
    label("scarf", "shirt", 12);
    label("beret", "hat", 12);
    TrainingRequested request = request("none", "tops", "clothing", null, null);
    stopAfterTheDataSet(request);
    labels.forEach(label -> erase(label.imageId()));

    TrainingOutcome outcome = train(request);

    assertThat(outcome.state()).isEqualTo(TrainingState.FAILED);
    assertThat(outcome.detail())
        .isEqualTo(
            "none of the 24 images of the data set can be read any more: label other images");
  }

  @Test
  void anImageThatIsErasedAfterItsEvaluationIsNotTrainedOnAgain() {
    label("scarf", "shirt", 40);
    label("beret", "hat", 40);
    String heldOut =
        labels.stream()
            .map(ImageLabeled::imageId)
            .filter(id -> SplitRatios.DEFAULT.sideOf(id) == Split.TEST)
            .findFirst()
            .orElseThrow();
    var erasing =
        new Unwatched() {
          @Override
          public void noted(String detail) {
            if (detail.startsWith("passed: training again")) {
              erase(heldOut);
            }
          }
        };

    TrainingOutcome outcome =
        train(
            new TrainingRequested(
                "late",
                "tops",
                TrainingTrigger.PERSON,
                null,
                "clothing",
                null,
                FINE_TUNED,
                List.of(),
                Instant.now()),
            erasing);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(report("late").at("/learnedFromAll").asBoolean()).isTrue();
    assertThat(outcome.detail()).contains("then trained on 79 of all 80 images");
    assertThat(models.manifest("tops", 1).orElseThrow().origin().metrics())
        .containsEntry("learnedFromAll", 79.0);
  }

  private void stopAfterTheDataSet(TrainingRequested request) {
    var stopping =
        new Unwatched() {
          @Override
          public void began(TrainingPhase phase) {
            if (phase == TrainingPhase.FREEZE) {
              throw TrainingStoppedException.givenUp();
            }
          }
        };
    assertThatThrownBy(() -> train(request, stopping)).isInstanceOf(TrainingStoppedException.class);
  }

  /** Removes an image and its features, as the gateway and the trainers do. */
  private void erase(String imageId) {
    ObjectRef object =
        labels.stream()
            .filter(label -> label.imageId().equals(imageId))
            .findFirst()
            .orElseThrow()
            .object();
    store.delete("weft", object.key());
    new FeatureStore(store, "weft", dir.resolve("elsewhere")).remove(Set.of(object.sha256()));
  }

  private static int imagesOf(JsonNode report) {
    JsonNode dataset = report.at("/dataset");
    return dataset.path("train").asInt()
        + dataset.path("validation").asInt()
        + dataset.path("test").asInt();
  }

  @Test
  void imagesThatPassThroughTheBaseForAnotherEvaluationAreCounted() {
    label("scarf", "shirt", 12);
    label("beret", "hat", 12);
    long heldOut =
        labels.stream()
            .filter(label -> SplitRatios.DEFAULT.sideOf(label.imageId()) != Split.TRAIN)
            .count();
    // Without the socks, which cannot be read, it is cross-validated.
    label("sock", "shoes", 10);
    labels.stream()
        .filter(label -> label.label().equals("sock"))
        .forEach(label -> store.delete("weft", label.object().key()));
    crossValidateBelow = 25;

    TrainingOutcome outcome = train("counted", "tops", "clothing", List.of(), 1);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(report("counted").at("/imagesThroughBase").asLong()).isEqualTo(34 + heldOut);
    assertThat(heldOut).isPositive();
  }

  @Test
  void aDataSetThatNobodyMadeIsNoneToTrainOn() {
    TrainingOutcome outcome = train(request("slip", "tops", "clothing", "autum", null));

    assertThat(outcome.state()).isEqualTo(TrainingState.FAILED);
    assertThat(outcome.detail())
        .isEqualTo("the data set autum does not exist: it was deleted, or never created");
  }

  @Test
  void aDataSetThatIsDeletedIsTrainedOnNoMoreAndItsVersionsKeepTheirLineage() {
    label("scarf", "shirt", 12);
    label("beret", "hat", 12);
    name("autumn");
    TrainingOutcome first = train(request("first", "tops", "clothing", "autumn", null));
    assertThat(first.state()).as(first.detail()).isEqualTo(TrainingState.PUBLISHED);
    NamedDatasets sets = new NamedDatasets(store, "weft");
    sets.delete("autumn");

    TrainingOutcome late = train(request("late", "tops", null, "autumn", null));

    assertThat(late.state()).isEqualTo(TrainingState.FAILED);
    assertThat(late.detail()).startsWith("the data set autumn does not exist: it was deleted");
    TrainingLineage lineage = models.manifest("tops", 1).orElseThrow().origin().training();
    assertThat(lineage.named()).isEqualTo("autumn");
    assertThat(store.objects().keySet())
        .as("what it learned from")
        .anyMatch(key -> key.endsWith("datasets/" + lineage.dataSet() + ".jsonl"));

    // The name now stands for other images, so that there is another version despite the equal
    // name.
    label("sock", "shoes", 12);
    name("autumn");
    TrainingOutcome other = train(request("other", "tops", null, "autumn", null));
    assertThat(other.state()).as(other.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(other.wasThere()).isFalse();
    assertThat(models.manifest("tops", 2).orElseThrow().origin().training().dataSet())
        .isNotEqualTo(lineage.dataSet());
  }

  @Test
  void whatTestImagesLetPassLearnsFromThemTooAndIsComparedByWhatItSaidBefore() throws IOException {
    label("scarf", "shirt", 40);
    label("beret", "hat", 40);

    TrainingOutcome outcome = train("once", "tops", "clothing", List.of(), FINE_TUNED);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(outcome.detail())
        .endsWith("then trained on all 80 images, including the held-out ones");
    ModelManifest first = models.manifest("tops", 1).orElseThrow();
    assertThat(first.origin().metrics()).containsEntry("learnedFromAll", 80.0);
    JsonNode report = report("once");
    int judging = report.at("/dataset/test").asInt();
    assertThat(report.at("/learnedFromAll").asBoolean()).isTrue();
    assertThat(report.at("/folds").asInt()).isZero();
    assertThat(report.at("/curves/fineTune/epochs")).isNotEmpty();
    assertThat(heldBack(first)).hasSize(judging);
    assertThat(store.objects().keySet())
        .as("the second training has checkpoints of its own")
        .anyMatch(key -> key.endsWith("trainings/once/checkpoints/all-freeze.json"));

    new RunFiles(store, "weft", "once", dir.resolve("done")).clean();
    serving = 1;
    TrainingOutcome again = train("again", "tops", null, List.of(), 1);

    assertThat(again.state()).as(again.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(report("again").at("/verdict/comparison/images").asInt())
        .as("images that version 1 has learned, by what it said of them before")
        .isEqualTo(judging);
  }

  @Test
  void withMoreImagesThanIsAskedForItDoesNotLearnFromAll() {
    label("scarf", "shirt", 100);
    label("beret", "hat", 100);
    learnAllBelow = 1;

    TrainingOutcome outcome = train("some", "tops", "clothing", List.of(), FINE_TUNED);

    assertThat(outcome.state()).as(outcome.detail()).isEqualTo(TrainingState.PUBLISHED);
    assertThat(report("some").at("/learnedFromAll").asBoolean()).isFalse();
    ModelManifest version = models.manifest("tops", 1).orElseThrow();
    assertThat(version.origin().metrics()).doesNotContainKey("learnedFromAll");
    assertThat(version.files()).doesNotContainKey(HeldBackAnswers.FILE);
    JsonNode calibration = report("some").at("/calibration");
    assertThat(calibration.path("fittedTo").asText()).isEqualTo("validation images");
    assertThat(version.origin().metrics())
        .containsEntry("temperature", calibration.path("temperature").asDouble())
        .containsEntry("calibrationError", calibration.path("errorAfter").asDouble());
  }

  @Test
  void aClassThatNobodyKnowsCannotBeDropped() {
    label("hat", "hat", 12);

    TrainingOutcome outcome = train("slip", List.of("skrit"), 1);

    assertThat(outcome.state()).isEqualTo(TrainingState.FAILED);
    assertThat(outcome.detail()).startsWith("the class skrit cannot be dropped");
  }

  private void label(String label, String drawn, int count) {
    for (int i = 0; i < count; i++) {
      Garment garment = Garments.seeded(9).draw(drawn, i);
      byte[] jpeg = garment.jpeg();
      String key = "uploads/" + label + "-" + garment.name();
      store.put("weft", key, jpeg, "image/jpeg");
      String sha256 = Sha256.hex(jpeg);
      labels.add(
          new ImageLabeled(
              label + "-" + i,
              new ObjectRef("weft", key, jpeg.length, sha256),
              label,
              Instant.EPOCH.plusSeconds(labels.size()),
              LabelSource.FOLDER,
              null,
              Instant.EPOCH.plusSeconds(labels.size())));
    }
  }

  private TrainingOutcome train(String id, List<String> drop, double margin) {
    return train(id, "clothing", null, drop, margin);
  }

  private void name(String name) {
    List<DatasetImage> images =
        labels.stream().map(label -> new DatasetImage(label, Map.of())).toList();
    new NamedDatasets(store, "weft")
        .create(
            NamedDatasets.describe(name, "tops", DatasetFilter.ALL, images, Instant.EPOCH), images);
  }

  private TrainingOutcome train(
      String id, String model, String base, List<String> drop, double margin) {
    return train(id, model, base, drop, recipe(null, null, margin));
  }

  private TrainingOutcome train(
      String id, String model, String base, List<String> drop, TrainingRecipe recipe) {
    return train(
        new TrainingRequested(
            id, model, TrainingTrigger.PERSON, null, base, null, recipe, drop, Instant.now()));
  }

  private static TrainingRequested request(
      String id, String model, String base, String dataset, Long seed) {
    return new TrainingRequested(
        id,
        model,
        TrainingTrigger.PERSON,
        null,
        base,
        dataset,
        recipe(seed, null, 1),
        List.of(),
        Instant.now());
  }

  private static TrainingRecipe recipe(Long seed, TrainingRecipe.FineTune fineTune, double margin) {
    return recipe(seed, fineTune, margin, null);
  }

  private static TrainingRecipe recipe(
      Long seed, TrainingRecipe.FineTune fineTune, double margin, Integer inputSize) {
    return new TrainingRecipe(
        seed,
        null,
        8,
        new TrainingRecipe.Head(null, 6, null, null, null, null, null),
        fineTune,
        margin,
        null,
        null,
        0.0,
        inputSize);
  }

  private TrainingOutcome train(TrainingRequested request) {
    return train(request, new Unwatched());
  }

  private TrainingOutcome train(TrainingRequested request, TrainingMonitor monitor) {
    var settings =
        new RunSettings(
            dir.resolve("work"),
            dir.resolve("models"),
            dir.resolve("features"),
            "onnx-cpu",
            0,
            int8,
            smallerInputs,
            1 << 20,
            100,
            DecodeLimits.DEFAULT,
            SplitRatios.DEFAULT,
            Recipe.DEFAULT.with(
                new Recipe.Judging(crossValidateBelow, 5, 3, 0.05, 0.1, learnAllBelow)),
            2,
            "clothing",
            "test");
    return new TrainingRuns(
            store,
            "weft",
            models,
            name -> serving == 0 ? OptionalInt.empty() : OptionalInt.of(serving),
            name -> new LabelSnapshot(labels, Map.of(), List.of()),
            erased,
            settings)
        .run(request, List.of(), monitor);
  }

  private Map<String, float[]> heldBack(ModelManifest version) throws IOException {
    Path file = dir.resolve("held-back");
    Files.write(
        file,
        ((GetResult.Found)
                store.get(
                    "weft",
                    "models/tops/%d/%s".formatted(version.version(), HeldBackAnswers.FILE),
                    1 << 22))
            .bytes());
    return HeldBackAnswers.read(file, version.classes().size());
  }

  private JsonNode report(String id) {
    return RunFiles.tree(
        ((GetResult.Found) store.get("weft", "trainings/" + id + "/report.json", 1 << 22)).bytes());
  }
}
