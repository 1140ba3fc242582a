package dev.weft.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.evaluation.CorruptEvaluationException;
import dev.weft.evaluation.EvaluatedImage;
import dev.weft.evaluation.EvaluationFile;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.TopScores;
import dev.weft.events.object.TrainingKeys;
import dev.weft.gateway.MemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationsTest {
  private static final int CLASSES = 100;

  private final MemoryStore store = new MemoryStore();
  private final Evaluations evaluations = new Evaluations(store, "weft");

  @TempDir Path directory;

  @Test
  void whatWasReadIsNotReadAgain() throws Exception {
    put("t1", 3);

    EvaluationSet first = evaluations.of("t1").orElseThrow();
    store.delete("weft", TrainingKeys.file("t1", EvaluationFile.NAME));

    assertThat(first.images()).hasSize(3);
    assertThat(evaluations.of("t1")).containsSame(first);
  }

  @Test
  void aTrainingThatKeptNoneHasNone() throws Exception {
    assertThat(evaluations.of("t1")).isEmpty();

    put("t1", 3);

    assertThat(evaluations.of("t1")).isPresent();
  }

  @Test
  void whatIsNoneIsSaid() {
    store.put(
        "weft",
        TrainingKeys.file("t1", EvaluationFile.NAME),
        new byte[] {'{'},
        "application/jsonl");

    assertThatThrownBy(() -> evaluations.of("t1"))
        .isInstanceOf(CorruptEvaluationException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void thoseThatWereAskedForLongAgoMakeRoom() throws Exception {
    int half = Evaluations.MAX_SCORES / 2 / CLASSES;
    put("t1", half);
    put("t2", half);
    put("t3", half);

    EvaluationSet first = evaluations.of("t1").orElseThrow();
    evaluations.of("t2");
    assertThat(evaluations.of("t1")).containsSame(first);
    evaluations.of("t3");
    store.delete("weft", TrainingKeys.file("t1", EvaluationFile.NAME));
    store.delete("weft", TrainingKeys.file("t2", EvaluationFile.NAME));

    assertThat(evaluations.of("t1")).containsSame(first);
    assertThat(evaluations.of("t2")).as("the one that was asked for first").isEmpty();
  }

  private void put(String trainingId, int images) throws IOException {
    float[] even = new float[CLASSES];
    java.util.Arrays.fill(even, 1f / CLASSES);
    TopScores scores = TopScores.of(even, CLASSES);
    Path file = directory.resolve(trainingId);
    EvaluationFile.write(
        new EvaluationSet(
            "tops",
            trainingId,
            5,
            IntStream.range(0, CLASSES).mapToObj(c -> "c" + c).toList(),
            null,
            List.of(),
            images,
            CLASSES,
            IntStream.range(0, images)
                .mapToObj(i -> new EvaluatedImage("i" + i, 0, scores, null, List.of()))
                .toList()),
        file);
    store.put(
        "weft",
        TrainingKeys.file(trainingId, EvaluationFile.NAME),
        Files.readAllBytes(file),
        "application/jsonl");
  }
}
