package dev.weft.modelstore.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.modelstore.reference.FeatureReference.Group;
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
    reference.groups().forEach(group -> counts.add(new long[group.images().size()]));
    for (float[] image : images) {
      List<Integer> bins = binning.bins(image);
      for (int d = 0; d < bins.size(); d++) {
        counts.get(d)[bins.get(d)]++;
      }
    }

    assertThat(reference.groups()).hasSize(16);
    for (int d = 0; d < 16; d++) {
      List<Long> expected = reference.groups().get(d).images();
      assertThat(expected).hasSize(10).allMatch(count -> count == 20 || count == 21);
      assertThat(counts.get(d)).containsExactly(expected.toArray(Long[]::new));
    }
  }

  @ParameterizedTest
  @CsvSource({"20, 2", "59, 5", "100, 10", "1000, 10"})
  void thereAreAsManyBinsAsTheImagesSufficeFor(int images, int bins) {
    assertThat(reference(images(images)).groups())
        .allMatch(group -> group.images().size() == bins)
        .allMatch(group -> group.images().stream().allMatch(count -> count >= images / bins));
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

    for (Group group : reference(images).groups()) {
      assertThat(group.images()).hasSizeBetween(2, 9).anyMatch(count -> count >= 50);
      assertThat(group.images().stream().mapToLong(Long::longValue).sum()).isEqualTo(100);
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
        .hasMessageContaining("2048 pooled features, but has 3");
  }

  @Test
  void aGroupIsTheSumOfEachSixteenthFeature() {
    float[] features = new float[FeatureReference.FEATURES];
    features[3] = 1;
    features[19] = 2;
    features[2_035] = 4;
    features[4] = 8;

    assertThat(FeatureGroups.sums(features, 16)).containsExactly(sums(3, 7, 4, 8));
  }

  private static double[] sums(int group, double sum, int other, double otherSum) {
    double[] sums = new double[16];
    sums[group] = sum;
    sums[other] = otherSum;
    return sums;
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

  private static FeatureReference reference(List<float[]> images) {
    FeatureSample sample = new FeatureSample();
    images.forEach(sample::add);
    return sample.reference().orElseThrow();
  }

  private List<float[]> images(int count) {
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] features = new float[FeatureReference.FEATURES];
      for (int j = 0; j < features.length; j++) {
        features[j] = (float) Math.max(0, 0.2 + 0.3 * random.nextGaussian());
      }
      images.add(features);
    }
    return images;
  }
}
