package dev.weft.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.modelstore.FeatureReference.Direction;
import dev.weft.xception.network.Xception;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSampleTest {

  private final Random random = new Random(7);

  @Test
  void theImagesOfTheReferenceFallIntoTheBinsThatItCountsThemIn() {
    List<float[]> images = images(205);
    FeatureReference reference = reference(images);
    FeatureBinning binning = reference.binning();

    List<long[]> counts = new ArrayList<>();
    reference.directions().forEach(direction -> counts.add(new long[direction.images().size()]));
    for (float[] image : images) {
      List<Integer> bins = binning.bins(image);
      for (int d = 0; d < bins.size(); d++) {
        counts.get(d)[bins.get(d)]++;
      }
    }

    assertThat(reference.directions()).hasSize(16);
    for (int d = 0; d < 16; d++) {
      List<Long> expected = reference.directions().get(d).images();
      assertThat(expected).hasSize(10).allMatch(count -> count == 20 || count == 21);
      assertThat(counts.get(d)).containsExactly(expected.toArray(Long[]::new));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 2", "59, 5", "100, 10", "1000, 10"})
  void thereAreAsManyBinsAsTheImagesSufficeFor(int images, int bins) {
    assertThat(reference(images(images)).directions())
        .allMatch(direction -> direction.images().size() == bins)
        .allMatch(
            direction -> direction.images().stream().allMatch(count -> count >= images / bins));
  }

  @Test
  void tooFewImagesOrTheSameOverAndOverGiveNoReference() {
    FeatureSample few = new FeatureSample();
    images(19).forEach(few::add);
    FeatureSample same = new FeatureSample();
    float[] one = images(1).get(0);
    for (int i = 0; i < 100; i++) {
      same.add(one);
    }

    assertThat(few.reference()).isEmpty();
    assertThat(same.reference()).isEmpty();
    assertThat(new FeatureSample().reference()).isEmpty();
  }

  @Test
  void manyImagesThatAreTheSameTakeOneBin() {
    List<float[]> images = images(50);
    images.addAll(Collections.nCopies(50, images.get(0)));

    for (Direction direction : reference(images).directions()) {
      assertThat(direction.images()).hasSizeBetween(2, 9).anyMatch(count -> count >= 50);
      assertThat(direction.images().stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
    }
  }

  @Test
  void featuresThatAreNone() {
    FeatureSample sample = new FeatureSample();
    float[] broken = images(1).get(0);
    broken[5] = Float.NaN;

    assertThatThrownBy(() -> sample.add(broken)).hasMessageContaining("must be finite");
    assertThatThrownBy(() -> sample.add(new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2048 pooled features, not 3");
  }

  /** SplitMix64's first words from seed 0 are 0xe220a8397b1dcdaf and 0x6e789e6aa1b965f4. */
  @Test
  void theSignsAreThoseOfTheWrittenGenerator() {
    var projection = new FeatureProjection(0, 1);

    assertThat(signs(projection, 0, 8)).containsExactly(1, 1, 1, 1, -1, 1, -1, 1);
    assertThat(signs(projection, 60, 72)).containsExactly(-1, 1, 1, 1, -1, -1, 1, -1, 1, 1, 1, 1);
  }

  @Test
  void aNumberOnAnEdgeBelongsToTheUpperBin() {
    double[] edges = {-1, 2};

    assertThat(FeatureBinning.bin(edges, -1.1)).isZero();
    assertThat(FeatureBinning.bin(edges, -1)).isEqualTo(1);
    assertThat(FeatureBinning.bin(edges, 1.9)).isEqualTo(1);
    assertThat(FeatureBinning.bin(edges, 2)).isEqualTo(2);
    assertThat(FeatureBinning.bin(edges, Double.POSITIVE_INFINITY)).isEqualTo(2);
  }

  private static double[] signs(FeatureProjection projection, int from, int to) {
    double[] signs = new double[to - from];
    for (int i = from; i < to; i++) {
      float[] features = new float[Xception.FEATURES];
      features[i] = 1;
      signs[i - from] = projection.project(features)[0];
    }
    return signs;
  }

  private static FeatureReference reference(List<float[]> images) {
    FeatureSample sample = new FeatureSample();
    images.forEach(sample::add);
    return sample.reference().orElseThrow();
  }

  private List<float[]> images(int count) {
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] features = new float[Xception.FEATURES];
      for (int j = 0; j < features.length; j++) {
        features[j] = (float) Math.max(0, 0.2 + 0.3 * random.nextGaussian());
      }
      images.add(features);
    }
    return images;
  }
}
