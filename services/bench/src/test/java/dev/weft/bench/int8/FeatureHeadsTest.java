package dev.weft.bench.int8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bench.int8.FeatureHeads.Pair;
import dev.weft.imaging.Preprocessing;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.KerasWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureHeadsTest {
  private static final List<String> CLASSES = List.of("hat", "shoes");
  private static final int LEARNED = 60;

  @TempDir Path dir;

  @Test
  void headsOfFeaturesThatSwapTheClassesAreWrong() throws IOException {
    FeatureHeads heads =
        new FeatureHeads(
            KerasWeights.read(StarterModel.copyWeightsTo(dir)),
            CLASSES,
            Preprocessing.XCEPTION,
            dir);
    for (int i = 0; i < LEARNED; i++) {
      byte[] file = ("photograph " + i).getBytes(StandardCharsets.UTF_8);
      heads.learn(file, CLASSES.get(i % 2), new Pair(features(i % 2), features(1 - i % 2)));
    }
    for (int i = 0; i < 10; i++) {
      heads.judge(CLASSES.get(i % 2), new Pair(features(i % 2), features(1 - i % 2)));
    }

    FeatureHeads.Result result = heads.result();

    assertThat(result.learned()).isEqualTo(LEARNED);
    assertThat(result.judged()).isEqualTo(10);
    assertThat(result.float32()).isEqualTo(10);
    assertThat(result.int8()).isZero();
    assertThat(result.int8Served()).isZero();
  }

  /** Features that differ in their first half. */
  private static float[] features(int label) {
    float[] features = new float[Xception.FEATURES];
    Arrays.fill(features, 0, features.length / 2, label);
    Arrays.fill(features, features.length / 2, features.length, 0.5f);
    return features;
  }
}
