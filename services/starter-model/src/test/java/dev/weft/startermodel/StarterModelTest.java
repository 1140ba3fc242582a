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

  private static final String SHA_256 =
      "8f96359e1a9927a7b4cdca742500202ff5f6a406fcc5159bb2b6307b6bb48342";

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
    assertThat(StarterModel.goldenLogits()).hasSize(10).contains(1.3327105f);
    assertThat(StarterModel.goldenFeatures()).hasSize(16);
    assertThat(StarterModel.goldenFeatureSum()).isBetween(185.0, 186.0);
  }

  @Test
  void copiesTheWeightFileAsItWasTrained(@TempDir Path directory) throws Exception {
    Path file = StarterModel.copyWeightsTo(directory);

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(SHA_256);
  }

  @Test
  void itsCardNamesTheLicenceAndTheLimits() {
    assertThat(StarterModel.card()).contains("CC0").contains("drawings");
  }
}
