package dev.weft.modelstore.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.events.rollout.UncertaintyPolicy;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncertaintyRulesTest {

  @TempDir Path dir;

  /** A row that yields the square root of one feature. */
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
    return rules(HeldOutAnswers.NONE);
  }

  private static UncertaintyRules rules(HeldOutAnswers heldOut) {
    return new UncertaintyRules(
        new UncertaintyThresholds(0.4, -0.25),
        heldOut,
        new float[][] {row(0), row(1)},
        new float[][] {row(2)});
  }

  @Test
  void anImageIsTheMoreUnlikeTheLessItIsLikeAClass() {
    UncertaintyRules rules = rules();

    assertThat(rules.score(image(1, 0.81f))).hasValueCloseTo(-0.9, within(1e-6));
    assertThat(rules.score(image(5, 1))).hasValueCloseTo(0.0, within(1e-6));
    assertThat(rules.score(image(2, 0.64f))).hasValueCloseTo(0.8, within(1e-6));
    assertThat(rules.published().isUnlike(-0.9)).isFalse();
    assertThat(rules.published().isUnlike(0)).isTrue();
    assertThat(rules.published().isLowConfidence("dress", 0.39)).isTrue();
    assertThat(rules.published().isLowConfidence("dress", 0.4)).isFalse();
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    Path file = dir.resolve(UncertaintyRules.FILE);
    HeldOutAnswers heldOut =
        new HeldOutAnswers(
            List.of(new Answer("dress", 0.9, -0.5, true), new Answer("hat", 0.4, 0.1, false)),
            List.of(new Answer("hat", 1.0 / 3, 0.7, false)));
    rules(heldOut).write(file);

    UncertaintyRules read = UncertaintyRules.read(file);

    assertThat(read.published()).isEqualTo(new UncertaintyThresholds(0.4, -0.25));
    assertThat(read.heldOut()).isEqualTo(heldOut);
    assertThat(read.knownRows()).isEqualTo(2);
    assertThat(read.score(image(2, 0.64f))).hasValueCloseTo(0.8, within(1e-6));
  }

  @Test
  void withoutRowsThereIsNoScoreAndConfidenceDecides() throws IOException {
    Path file = dir.resolve(UncertaintyRules.FILE);
    new UncertaintyRules(
            new UncertaintyThresholds(0.4, Double.POSITIVE_INFINITY),
            HeldOutAnswers.NONE,
            new float[0][],
            new float[0][])
        .write(file);

    UncertaintyRules read = UncertaintyRules.read(file);

    assertThat(read.hasScore()).isFalse();
    assertThat(read.score(image(0, 1))).isEmpty();
    assertThat(read.published().isLowConfidence("hat", 0.3)).isTrue();
  }

  @Test
  void aFileFromBeforeHeldOutAnswersIsReadToo() throws IOException {
    Path file = dir.resolve(UncertaintyRules.FILE);
    rules().write(file);
    byte[] bytes = Files.readAllBytes(file);
    byte[] old = Arrays.copyOf(bytes, bytes.length - 3 * Integer.BYTES);
    old[7] = 1;
    Files.write(file, old);

    UncertaintyRules read = UncertaintyRules.read(file);

    assertThat(read.heldOut()).isEqualTo(HeldOutAnswers.NONE);
    assertThat(read.under(policy(0.5, null, false)))
        .as("a target needs held-out answers")
        .isEqualTo(read.published());
  }

  private static UncertaintyPolicy policy(Double answered, Double precision, boolean perClass) {
    return new UncertaintyPolicy(answered, precision, perClass, null, null, null);
  }

  /**
   * A hundred dresses that are right with high confidence, and a hundred hats of which the less
   * confident half is wrong.
   */
  private static HeldOutAnswers answers() {
    List<Answer> known = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      known.add(new Answer("dress", 0.9 + i / 1000.0, -1, true));
      known.add(new Answer("hat", 0.5 + i / 250.0, -1, i >= 50));
    }
    return new HeldOutAnswers(known, List.of());
  }

  @Test
  void aPolicyMovesThresholdsAndLeavesOpenWhatItDoesNotName() {
    UncertaintyRules rules = rules(answers());

    assertThat(rules.under(UncertaintyPolicy.OF_VERSION)).isEqualTo(rules.published());
    UncertaintyThresholds explicit =
        rules.under(new UncertaintyPolicy(null, null, false, 0.7, Map.of("dress", 0.95), null));
    assertThat(explicit).isEqualTo(new UncertaintyThresholds(0.7, Map.of("dress", 0.95), -0.25));
    assertThat(rules.heldOut().under(rules.under(policy(0.6, null, false))).answeredShare())
        .isBetween(0.6, 0.61);
  }

  @Test
  void aWantedPrecisionAnswersAsManyAsHaveIt() {
    UncertaintyRules rules = rules(answers());

    UncertaintyThresholds forAll = rules.under(policy(null, 0.9, false));
    UncertaintyThresholds byClass = rules.under(policy(null, 0.9, true));

    HeldOutAnswers.Effect all = rules.heldOut().under(forAll);
    // 150 right ones, and wrong ones up to a share of a tenth: 166.
    assertThat(all.answered()).isEqualTo(166);
    assertThat(all.right()).isEqualTo(150);
    assertThat(byClass.minimumConfidenceByClass().get("dress")).isEqualTo(0.9);
    // 50 right hats and 5 wrong ones.
    assertThat(byClass.isLowConfidence("hat", 0.5 + 45 / 250.0)).isFalse();
    assertThat(byClass.isLowConfidence("hat", 0.5 + 44 / 250.0)).isTrue();
  }

  @Test
  void eachClassIsAnsweredAsOftenAsWasWanted() {
    UncertaintyRules rules = rules(answers());

    UncertaintyThresholds byClass = rules.under(policy(0.8, null, true));

    for (String label : List.of("dress", "hat")) {
      long answered =
          answers().known().stream()
              .filter(answer -> answer.label().equals(label) && !answer.isUncertain(byClass))
              .count();
      assertThat(answered).isEqualTo(80);
    }
  }

  @Test
  void aVersionWithoutRulesHasTheThresholdsThatAPolicyNames() {
    assertThat(UncertaintyRules.under(UncertaintyPolicy.OF_VERSION, Optional.empty())).isEmpty();
    assertThat(UncertaintyRules.under(policy(0.9, null, false), Optional.empty())).isEmpty();
    assertThat(
            UncertaintyRules.under(
                new UncertaintyPolicy(null, null, false, 0.5, null, null), Optional.empty()))
        .contains(new UncertaintyThresholds(0.5, Double.POSITIVE_INFINITY));
  }

  @Test
  void aFileThatEndsEarlyOrIsSomethingElseIsRefused() throws IOException {
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
          flipped(bytes, 28),
          flipped(bytes, bytes.length - 12),
          flipped(bytes, bytes.length - 8)
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
  void weightsThatAreNoNumbersAreRefused() {
    float[] bad = row(0);
    bad[7] = Float.NaN;

    assertThatThrownBy(
            () ->
                new UncertaintyRules(
                    new UncertaintyThresholds(0.4, 0),
                    HeldOutAnswers.NONE,
                    new float[][] {bad},
                    new float[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
