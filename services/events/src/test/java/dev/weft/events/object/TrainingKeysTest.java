package dev.weft.events.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingKeysTest {
  @Test
  void keysAreWhatEarlierReleasesHaveStored() {
    assertThat(TrainingKeys.folder("t-1")).isEqualTo("trainings/t-1/");
    assertThat(TrainingKeys.file("t-1", TrainingKeys.DATASET)).isEqualTo("trainings/t-1/dataset");
    assertThat(TrainingKeys.report("t-1")).isEqualTo("trainings/t-1/report.json");
    assertThat(TrainingKeys.manifest("d-1")).isEqualTo("datasets/d-1.jsonl");
    assertThat(TrainingKeys.labelMark("tops")).isEqualTo("labels/tops.json");
  }

  @Test
  void aReportsKeyNamesItsTraining() {
    assertThat(TrainingKeys.ofReport(TrainingKeys.report("t-1"))).contains("t-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trainings/t-1/report-json",
        "trainings/t-1/a/report.json",
        "trainings//report.json",
        "trainings/../report.json",
        "datasets/t-1/report.json"
      })
  void otherKeysAreNoReports(String key) {
    assertThat(TrainingKeys.ofReport(key)).isEmpty();
  }

  @Test
  void aManifestsKeyNamesItsDataSet() {
    assertThat(TrainingKeys.ofManifest(TrainingKeys.manifest("d-1"))).contains("d-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasets/d-1", "datasets/.jsonl", "trainings/d-1.jsonl"})
  void otherKeysAreNoManifests(String key) {
    assertThat(TrainingKeys.ofManifest(key)).isEmpty();
  }
}
