package dev.weft.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.TrainingState;
import dev.weft.trainer.features.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {
  private final MemoryStore store = new MemoryStore();

  @TempDir Path work;

  @Test
  void anOutcomeWithoutAVersionIsReadAsItWasDecided() {
    Outcome decided = Outcome.of(TrainingState.FAILED, "no labels", null, List.of("b"));

    assertThat(files().decide(decided)).isEqualTo(decided);
    assertThat(files().outcome()).contains(decided);
  }

  @Test
  void theFirstOutcomeHolds() {
    Outcome first = Outcome.of(TrainingState.CANCELLED, "first", null, List.of());
    files().decide(first);

    assertThat(files().decide(Outcome.of(TrainingState.FAILED, "second", null, List.of())))
        .isEqualTo(first);
  }

  @Test
  void aVersionThatIsStagedAgainHasTheReportOfTheFirstTime() throws IOException {
    Path report = work.resolve("report.json");
    files().keep(List.of(Files.writeString(report, "took 1 s")));

    files().keep(List.of(Files.writeString(report, "took 2 s")));

    assertThat(report).hasContent("took 1 s");
  }

  @Test
  void nothingOfItStaysBesidesTheOutcome() throws IOException {
    files().keep(List.of(Files.writeString(work.resolve("report.json"), "took 1 s")));

    files().clean();

    assertThat(store.objects.keySet()).containsExactly("trainings/a/announced");
    assertThat(work).doesNotExist();
  }

  private RunFiles files() {
    return new RunFiles(store, "weft", "a", work);
  }
}
