package dev.weft.imaging.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockBatchTest {
  private static final int ROUNDING = 1;

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 100})
  void everyBlockIsItsInverseTransformHoweverManyThereAre(int blocks) {
    Random random = new Random(blocks);
    BlockBatch batch = new BlockBatch();
    byte[] samples = new byte[64 * blocks];
    int[][] coefficients = new int[blocks][128];
    for (int i = 0; i < blocks; i++) {
      int last = 1 + random.nextInt(63);
      coefficients[i][0] = random.nextInt(1600) - 800;
      for (int k = 1; k <= last; k++) {
        coefficients[i][Dct.NATURAL[k]] = random.nextInt(121) - 60;
      }
      batch.add(coefficients[i], last, samples, 8 * i, 8 * blocks);
    }
    batch.finish();

    for (int i = 0; i < blocks; i++) {
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 8; x++) {
          int sample = samples[8 * i + x + y * 8 * blocks] & 0xff;
          double exact = Math.max(0, Math.min(255, 128 + sample(coefficients[i], x, y)));
          assertThat(Math.abs(sample - exact)).isLessThanOrEqualTo(ROUNDING);
        }
      }
    }
  }

  /** ITU-T T.81, A.3.3. */
  private static double sample(int[] coefficients, int x, int y) {
    double sum = 0;
    for (int v = 0; v < 8; v++) {
      for (int u = 0; u < 8; u++) {
        sum += factor(u, x) * factor(v, y) * coefficients[8 * v + u];
      }
    }
    return sum / 4;
  }

  private static double factor(int frequency, int at) {
    double scale = frequency == 0 ? Math.sqrt(0.5) : 1;
    return scale * Math.cos((2 * at + 1) * frequency * Math.PI / 16);
  }
}
