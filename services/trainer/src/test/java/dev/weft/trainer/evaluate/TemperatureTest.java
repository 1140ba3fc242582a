package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemperatureTest {

  /** Predictions with calibrated probabilities, and labels drawn from these. */
  private static List<float[]> honest(int images, int[] labels) {
    SplittableRandom random = new SplittableRandom(7);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      double[] logits = new double[4];
      double all = 0;
      for (int c = 0; c < logits.length; c++) {
        logits[c] = Math.exp(2 * random.nextGaussian());
        all += logits[c];
      }
      float[] row = new float[logits.length];
      double draw = random.nextDouble() * all;
      labels[i] = logits.length - 1;
      for (int c = 0; c < row.length; c++) {
        row[c] = (float) (logits[c] / all);
        draw -= logits[c];
        if (draw < 0) {
          labels[i] = c;
          draw = Double.POSITIVE_INFINITY;
        }
      }
      rows.add(row);
    }
    return rows;
  }

  @Test
  void findsByWhatLogitsWereMultiplied() {
    int[] labels = new int[4_000];
    List<float[]> honest = honest(labels.length, labels);
    for (double factor : new double[] {0.4, 1, 3}) {
      Temperature distortion = new Temperature(1 / factor);
      List<float[]> distorted = honest.stream().map(distortion::apply).toList();

      assertThat(Temperature.fit(distorted, labels).value())
          .isCloseTo(factor, within(0.12 * factor));
    }
  }

  @Test
  void changesNoOrderAndAddsUpToOne() {
    float[] row = {0.2f, 0.5f, 0.3f, 0};
    for (double value : new double[] {0.1, 0.7, 1, 4}) {
      float[] scaled = new Temperature(value).apply(row);

      assertThat(scaled[1]).isGreaterThan(scaled[2]);
      assertThat(scaled[2]).isGreaterThan(scaled[0]);
      assertThat(scaled[0]).isGreaterThan(scaled[3]);
      assertThat(scaled[0] + scaled[1] + scaled[2] + scaled[3]).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void itsInverseTakesItBack() {
    float[] row = {0.2f, 0.5f, 0.3f};

    assertThat(new Temperature(1 / 0.6).apply(new Temperature(0.6).apply(row)))
        .containsExactly(row, within(1e-5f));
  }

  @Test
  void aFewThatAreAllRightMakeNobodySure() {
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(new float[] {0.7f, 0.2f, 0.1f});
    }
    Temperature temperature = Temperature.fit(rows, new int[30]);

    assertThat(temperature.value()).isLessThan(1);
    assertThat(temperature.apply(rows.get(0))[0]).isCloseTo(31 / 32f, within(0.01f));
  }

  @Test
  void tooFewImagesAndASingleClassSayNothing() {
    int[] labels = new int[Temperature.LEAST_IMAGES - 1];
    List<float[]> few = honest(labels.length, labels);
    List<float[]> single = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      single.add(new float[] {1});
    }

    assertThat(Temperature.fit(few, labels)).isEqualTo(Temperature.NONE);
    assertThat(Temperature.fit(single, new int[50])).isEqualTo(Temperature.NONE);
    assertThat(Temperature.fit(List.of(), new int[0])).isEqualTo(Temperature.NONE);
  }

  @Test
  void aFoldIsScaledByTheOthers() {
    int[] labels = new int[400];
    List<float[]> rows = honest(labels.length, labels);
    int[] folds = new int[labels.length];
    List<float[]> others = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      folds[i] = i < 200 ? 0 : 1;
      if (i >= 200) {
        others.add(rows.get(i));
      }
    }
    Temperature ofOthers = Temperature.fit(others, Arrays.copyOfRange(labels, 200, labels.length));

    assertThat(Temperature.crossFitted(rows, labels, folds).get(3))
        .isEqualTo(ofOthers.apply(rows.get(3)));
  }

  @Test
  void whatIsNoTemperatureIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Temperature(0))
        .withMessage("the temperature must be greater than 0, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Temperature.fit(List.of(new float[] {1}), new int[0]))
        .withMessage("1 predictions for 0 images");
  }
}
