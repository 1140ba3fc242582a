package dev.weft.trainer.run.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.object.TrainingKeys;
import dev.weft.events.training.TrainingState;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Clusters;
import dev.weft.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  @TempDir Path dir;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private RunFiles files;

  @BeforeEach
  void files() {
    files = new RunFiles(store, "weft", "t1", dir.resolve("t1"));
  }

  @Test
  void theFirstPlanHolds() {
    Plan first = plan(1);
    assertThat(files.keep(first)).isEqualTo(first);
    assertThat(files.keep(plan(2))).isEqualTo(first);
    assertThat(files.plan()).contains(first);
  }

  @Test
  void theFirstOutcomeHoldsWhoeverComesLater() {
    TrainingOutcome cancelled =
        TrainingOutcome.of(TrainingState.CANCELLED, "no longer wanted", null, List.of());
    files.decide(cancelled);
    TrainingOutcome later =
        TrainingOutcome.of(TrainingState.FAILED, "too late", null, List.of("t2"));
    assertThat(files.decide(later).state()).isEqualTo(TrainingState.CANCELLED);
    assertThat(files.outcome()).map(TrainingOutcome::detail).contains("no longer wanted");
  }

  @Test
  void aDataSetIsReadBackUnderItsManifestsId() {
    TrainingDataset dataset = Clusters.dataset(40);
    RunFiles.Built built = files.keep(dataset);
    RunFiles.Built again = files.dataset().orElseThrow();
    assertThat(again.id()).isEqualTo(built.id()).hasSize(64);
    assertThat(again.dataset()).isEqualTo(dataset);
    assertThat(store.objects()).containsKey(TrainingKeys.manifest(built.id()));
  }

  @Test
  void countsAttemptsAndTakesBackThoseThatDidNotFail() {
    assertThat(files.beginAttempt()).isEqualTo(1);
    assertThat(files.beginAttempt()).isEqualTo(2);
    files.takeAttemptBack();
    assertThat(files.beginAttempt()).isEqualTo(2);
  }

  @Test
  void leavesReportAndOutcomeBehindAndNothingThatOnlyATrainingNeeds() {
    files.checkpoints().save("freeze.json", out -> out.write("x".getBytes(StandardCharsets.UTF_8)));
    files.putReport(Map.of("a", 1));
    files.decide(TrainingOutcome.of(TrainingState.FAILED, "why", null, List.of()));
    assertThat(files.isAnnounced()).isFalse();
    files.clean();
    assertThat(files.isAnnounced()).isTrue();
    assertThat(store.objects().keySet())
        .contains("trainings/t1/report.json", "trainings/t1/outcome.json")
        .noneMatch(key -> key.contains("/checkpoints/"));
    assertThat(dir.resolve("t1")).doesNotExist();
  }

  @Test
  void aVersionThatIsStagedAgainHasTheReportOfTheFirstTime() throws IOException {
    Path report = dir.resolve("report.json");
    files.keep(List.of(Files.writeString(report, "took 1 s")));
    files.keep(List.of(Files.writeString(report, "took 2 s")));
    assertThat(report).hasContent("took 1 s");
  }

  private static Plan plan(int version) {
    return new Plan(
        "t1",
        "clothing",
        version,
        version,
        1,
        null,
        List.of(),
        "autumn",
        Recipe.DEFAULT,
        List.of("t2"),
        Map.of(0, 7L, 1, 9L),
        List.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
        List.of("skirt"),
        Instant.parse("2026-01-01T00:00:00Z"));
  }
}
