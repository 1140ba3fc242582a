package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.modelstore.reference.FeatureReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncertaintyRulesTest {

  @TempDir Path dir;

  /** A row that gives the root of one feature. */
  private static float[] row(int feature) {
    float[] row = new float[FeatureReference.FEATURES + 1];
    row[feature] = 1;
    return row;
  }

  private static float[] image(int feature, float value) {
    float[] features = new float[FeatureReference.FEATURES];
    features[feature] = value;
    return features;
  }

  private static UncertaintyRules rules() {
    return new UncertaintyRules(0.4, -0.25, new float[][] {row(0), row(1)}, new float[][] {row(2)});
  }

  @Test
  void an_image_is_the_more_unlike_the_less_it_is_like_a_class() {
    UncertaintyRules rules = rules();

    assertThat(rules.score(image(1, 0.81f))).hasValueCloseTo(-0.9, within(1e-6));
    assertThat(rules.score(image(5, 1))).hasValueCloseTo(0.0, within(1e-6));
    assertThat(rules.score(image(2, 0.64f))).hasValueCloseTo(0.8, within(1e-6));
    assertThat(rules.isUnlike(-0.9)).isFalse();
    assertThat(rules.isUnlike(0)).isTrue();
    assertThat(rules.isLowConfidence(0.39)).isTrue();
    assertThat(rules.isLowConfidence(0.4)).isFalse();
  }

  @Test
  void what_was_written_is_read_again() throws IOException {
    Path file = dir.resolve(UncertaintyRules.FILE);
    rules().write(file);

    UncertaintyRules read = UncertaintyRules.read(file);

    assertThat(read.leastConfidence()).isEqualTo(0.4);
    assertThat(read.highestScore()).isEqualTo(-0.25);
    assertThat(read.knownRows()).isEqualTo(2);
    assertThat(read.score(image(2, 0.64f))).hasValueCloseTo(0.8, within(1e-6));
  }

  @Test
  void without_rows_there_is_no_score_and_confidence_decides() throws IOException {
    Path file = dir.resolve(UncertaintyRules.FILE);
    new UncertaintyRules(0.4, Double.POSITIVE_INFINITY, new float[0][], new float[0][]).write(file);

    UncertaintyRules read = UncertaintyRules.read(file);

    assertThat(read.hasScore()).isFalse();
    assertThat(read.score(image(0, 1))).isEmpty();
    assertThat(read.isLowConfidence(0.3)).isTrue();
  }

  @Test
  void a_file_that_ends_early_or_is_something_else_is_refused() throws IOException {
    Path file = dir.resolve(UncertaintyRules.FILE);
    rules().write(file);
    byte[] bytes = Files.readAllBytes(file);

    for (byte[] damaged :
        new byte[][] {
          new byte[0],
          Arrays.copyOf(bytes, 10),
          Arrays.copyOf(bytes, bytes.length - 1),
          Arrays.copyOf(bytes, bytes.length + 1),
          flipped(bytes, 0),
          flipped(bytes, 7),
          flipped(bytes, 24),
          flipped(bytes, 28)
        }) {
      Files.write(file, damaged);
      assertThatThrownBy(() -> UncertaintyRules.read(file))
          .isInstanceOf(BundleCorruptException.class);
    }
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x7f;
    return copy;
  }

  @Test
  void weights_that_are_no_numbers_are_refused() {
    float[] bad = row(0);
    bad[7] = Float.NaN;

    assertThatThrownBy(() -> new UncertaintyRules(0.4, 0, new float[][] {bad}, new float[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
