package dev.weft.startermodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterModelTest {

  @Test
  void hasTenClassesInAlphabeticalOrder() {
    assertThat(StarterModel.classes())
        .hasSize(10)
        .isSorted()
        .contains("dress", "t-shirt")
        .doesNotContain("");
  }

  @Test
  void hasOneGoldenLogitPerClass() {
    assertThat(StarterModel.goldenLogits()).hasSize(10).contains(1.4432803f);
    assertThat(StarterModel.goldenFeatures()).hasSize(16);
    assertThat(StarterModel.goldenFeatureSum()).isBetween(156.0, 157.0);
  }

  @Test
  void copiesTheWeightFileAsItWasTrained(@TempDir Path directory) throws Exception {
    Path file = StarterModel.copyWeightsTo(directory);

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(StarterModel.WEIGHTS_SHA256);
  }

  @Test
  void bringsWhatItsTrainingLeft(@TempDir Path directory) throws Exception {
    var files = StarterModel.copyCompanionsTo(directory);

    assertThat(files)
        .containsOnlyKeys(
            "rehearsal.features",
            "held-back.jsonl",
            "uncertainty.bin",
            "report.json",
            "LICENSE-weights");
    assertThat(Files.readAllLines(files.get("held-back.jsonl")))
        .hasSize(StarterModel.metrics().get("learnedFromAll").intValue())
        .allMatch(line -> line.startsWith("{\"sha256\":\""));
    assertThat(StarterModel.copyRangesTo(directory)).isNotEmptyFile();
    assertThat(StarterModel.copyQuantizedTo(directory)).isNotEmptyFile();
    assertThat(StarterModel.metrics())
        .containsKeys("accuracy", "calibrationError", "temperature", "folds");
  }

  @Test
  void itsCardNamesTheLicencesAndTheLimits() {
    assertThat(StarterModel.card()).contains("CC0").contains("MIT").contains("drawings");
  }
}
