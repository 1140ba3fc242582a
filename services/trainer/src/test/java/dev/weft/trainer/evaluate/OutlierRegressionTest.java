package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlierRegressionTest {
  private static final int FEATURES = 64;

  private final Random random = new Random(7);

  /** Features of an image near one of four centres; they are never negative. */
  private float[] image(int place) {
    float[] features = new float[FEATURES];
    for (int f = 0; f < FEATURES; f++) {
      double middle = f % 4 == place ? 2 : 0.5;
      features[f] = (float) Math.max(0, middle + random.nextGaussian() / 2);
    }
    return features;
  }

  private List<float[]> images(int place, int count) {
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(image(place));
    }
    return images;
  }

  private OutlierRegression fit(List<float[]> others) {
    List<float[]> images = new ArrayList<>(images(0, 30));
    images.addAll(images(1, 30));
    int[] labels = new int[60];
    Arrays.fill(labels, 30, 60, 1);
    return OutlierRegression.fit(images, labels, 2, others, new int[others.size()]);
  }

  private static double score(OutlierRegression regression, float[] image) {
    double best = Double.NEGATIVE_INFINITY;
    double other = 0;
    for (int t = 0; t < regression.rows().length; t++) {
      float[] row = regression.rows()[t];
      double sum = row[FEATURES];
      for (int f = 0; f < FEATURES; f++) {
        sum += row[f] * Math.sqrt(image[f]);
      }
      if (t < 2) {
        best = Math.max(best, sum);
      } else {
        other = Math.max(other, sum);
      }
    }
    return other - best;
  }

  private double mean(OutlierRegression regression, int place) {
    return images(place, 50).stream()
        .mapToDouble(image -> score(regression, image))
        .average()
        .orElseThrow();
  }

  @Test
  void imagesOfTheClassesScoreLowerThanOthers() {
    OutlierRegression regression = fit(List.of());

    assertThat(mean(regression, 0)).isLessThan(mean(regression, 2) - 0.1);
    assertThat(mean(regression, 1)).isLessThan(mean(regression, 2) - 0.1);
  }

  @Test
  void examplesOfNoClassTellThemApartBetter() {
    double without = mean(fit(List.of()), 2) - mean(fit(List.of()), 0);
    OutlierRegression regression = fit(images(2, 12));

    assertThat(mean(regression, 2) - mean(regression, 0)).isGreaterThan(without + 0.1);
    assertThat(regression.unknown()).hasSize(12);
  }

  @Test
  void anImageThatWasLeftOutIsScoredAsANewOneIs() {
    OutlierRegression regression = fit(images(2, 12));

    double heldBack = Arrays.stream(regression.known()).average().orElseThrow();
    double fresh = (mean(regression, 0) + mean(regression, 1)) / 2;
    double unknown = Arrays.stream(regression.unknown()).average().orElseThrow();

    assertThat(heldBack).isBetween(fresh - 0.1, fresh + 0.1);
    assertThat(unknown).isBetween(mean(regression, 2) - 0.1, mean(regression, 2) + 0.1);
  }

  @Test
  void featuresThatNeverVaryDoNoHarm() {
    List<float[]> images = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      float[] image = new float[FEATURES];
      image[i % 2] = 1;
      images.add(image);
    }
    int[] labels = new int[20];
    Arrays.setAll(labels, i -> i % 2);

    OutlierRegression regression = OutlierRegression.fit(images, labels, 2, List.of(), new int[0]);

    assertThat(Arrays.stream(regression.known()).allMatch(Double::isFinite)).isTrue();
    assertThat(score(regression, images.get(0))).isLessThan(-0.5);
  }
}
