package dev.weft.modelstore.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.base.Sha256;
import dev.weft.imaging.Preprocessing;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureProjectionTest {

  private static final FeatureProjection PROJECTION =
      FeatureProjection.of("a".repeat(64), Preprocessing.XCEPTION);

  @Test
  void distancesOfSketchesAreAboutThoseOfHellinger() {
    Random random = new Random(1);
    double ratios = 0;
    for (int i = 0; i < 200; i++) {
      float[] a = features(random);
      float[] b = features(random);
      double ratio = distance(PROJECTION.sketch(a), PROJECTION.sketch(b)) / hellinger(a, b) / 256;
      assertThat(ratio).isBetween(0.6, 1.4);
      ratios += ratio / 200;
    }
    assertThat(ratios).isCloseTo(1, within(0.03));
  }

  @Test
  void anImageThatExcitesAllFeaturesTwiceAsMuchHasTheSameSketch() {
    float[] features = features(new Random(2));
    float[] twice = features.clone();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }

    assertThat(PROJECTION.sketch(twice)).isEqualTo(PROJECTION.sketch(features));
    assertThat(PROJECTION.sketch(new float[2048])).containsOnly(0);
  }

  @Test
  void everyReleaseMakesTheSameSketch() {
    assertThat(Sha256.hex(PROJECTION.sketch(features(new Random(3)))))
        .isEqualTo("7de802eff70f35abacd0fe88b10544a357ee1bc188d86ea8c5181edde189f183");
    assertThat(PROJECTION.space()).isEqualTo("7ac44681a5ec519b");
  }

  @Test
  void whatAnotherNetworkOrAnotherSizeGivesIsAnotherSpace() {
    assertThat(FeatureProjection.of("b".repeat(64), Preprocessing.XCEPTION).space())
        .isNotEqualTo(PROJECTION.space());
    Preprocessing small =
        new Preprocessing(
            150, 150, Preprocessing.XCEPTION.resize(), Preprocessing.XCEPTION.scaling());
    assertThat(FeatureProjection.of("a".repeat(64), small).space())
        .isNotEqualTo(PROJECTION.space());
  }

  @Test
  void otherNumbersOfFeaturesAreRefused() {
    assertThatThrownBy(() -> PROJECTION.sketch(new float[10]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2048 pooled features, but has 10");
  }

  private static float[] features(Random random) {
    float[] features = new float[2048];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.max(0, random.nextGaussian());
    }
    return features;
  }

  private static double hellinger(float[] a, float[] b) {
    double sumA = 0;
    double sumB = 0;
    for (int i = 0; i < a.length; i++) {
      sumA += a[i];
      sumB += b[i];
    }
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.sqrt(a[i] / sumA) - Math.sqrt(b[i] / sumB);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  private static double distance(byte[] a, byte[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }
}
