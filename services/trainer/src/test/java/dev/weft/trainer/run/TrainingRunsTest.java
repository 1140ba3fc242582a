package dev.weft.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.features.RefusingStore;
import dev.weft.imaging.DecodeLimits;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.trainer.dataset.SplitRatios;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.context.RunSettings;
import dev.weft.trainer.run.context.TrainingStoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunsTest {
  private final RefusingStore refusing = new RefusingStore().withVersion();

  @TempDir Path dir;

  /** A denial may be temporary, for example while keys are rotated. */
  @Test
  void aTrainingThatTheStoreRefusesWaitsAndHasNotFailed() {
    refusing.refuse((bucket, key) -> key.endsWith("plan.json"));
    TrainingRuns runs = runs();

    for (int attempt = 0; attempt < 5; attempt++) {
      assertThatThrownBy(() -> runs.run(request(), List.of(), new Unwatched()))
          .isInstanceOf(StoreRefusedException.class);
    }

    assertThat(refusing.objects().objects().keySet())
        .noneMatch(key -> key.endsWith("outcome.json"))
        .noneMatch(key -> key.contains("/attempts/"));
  }

  @Test
  void aTrainingWaitsForAStoreThatDisappearsHoweverOften() {
    TrainingRuns runs = runs();
    var disappearing =
        new Unwatched() {
          @Override
          public void began(TrainingPhase phase) {
            refusing.remove(bucket -> true);
          }
        };

    for (int outage = 0; outage < 5; outage++) {
      assertThatThrownBy(() -> runs.run(request(), List.of(), disappearing))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessage("no bucket weft");
      refusing.remove(bucket -> false);
    }

    assertThat(refusing.objects().objects().keySet())
        .noneMatch(key -> key.endsWith("outcome.json"))
        .filteredOn(key -> key.contains("/attempts/"))
        .as("only the last, which the next attempt takes back")
        .hasSize(1);
  }

  @Test
  void directoriesOfTrainingsThatHaveEndedAreDeletedAndThoseOfOthersStay() throws IOException {
    TrainingRuns runs = runs();
    put("trainings/ended/outcome.json");
    put("trainings/resumed/attempts/1");
    for (String id : List.of("ended", "unknown", "resumed")) {
      Files.writeString(
          Files.createDirectories(dir.resolve("work").resolve(id)).resolve("large"), "x");
    }

    assertThat(runs.removeLeftovers()).isEqualTo(2);

    assertThat(dir.resolve("work")).isDirectoryNotContaining("glob:**{ended,unknown}");
    assertThat(dir.resolve("work/resumed/large")).exists();
  }

  @Test
  void theDirectoryOfATrainingThatIsRunningHereStays() throws IOException {
    TrainingRuns runs = runs();
    Path file = Files.createDirectories(dir.resolve("work/t-1")).resolve("large");
    Files.writeString(file, "x");
    var elsewhere =
        new Unwatched() {
          @Override
          public void began(TrainingPhase phase) {
            put("trainings/t-1/outcome.json");
            assertThat(runs.removeLeftovers()).isZero();
            throw TrainingStoppedException.givenUp();
          }
        };

    assertThatThrownBy(() -> runs.run(request(), List.of(), elsewhere))
        .isInstanceOf(TrainingStoppedException.class);

    assertThat(file).exists();
    assertThat(runs.removeLeftovers()).isEqualTo(1);
    assertThat(file).doesNotExist();
  }

  private void put(String key) {
    refusing.objects().put("weft", key, new byte[] {'\n'}, "text/plain");
  }

  private TrainingRuns runs() {
    var settings =
        new RunSettings(
            dir.resolve("work"),
            dir.resolve("models"),
            dir.resolve("features"),
            "auto",
            0,
            false,
            false,
            1 << 20,
            100,
            DecodeLimits.DEFAULT,
            SplitRatios.DEFAULT,
            Recipe.DEFAULT,
            2,
            "clothing",
            "test");
    var models = new ModelStore(refusing.store(), "weft");
    return new TrainingRuns(
        refusing.store(),
        "weft",
        models,
        model -> OptionalInt.empty(),
        null,
        ErasedImages.NONE,
        settings);
  }

  private static TrainingRequested request() {
    return new TrainingRequested(
        "t-1", "clothing", TrainingTrigger.PERSON, null, null, Instant.now());
  }
}
