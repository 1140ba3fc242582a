package dev.weft.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Clusters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LookAlikesTest {
  // The labels alternate: dress, hat, shoes, dress, ...
  private static final TrainingDataset DATASET = Clusters.dataset(9);

  @Test
  void groupsWhatLooksTheSameAndPutsContradictionsFirst() {
    Map<String, Long> looks =
        Map.of("image-0000", 1L, "image-0003", 1L, "image-0006", 1L, "image-0001", 2L);
    Map<String, Long> others = Map.of("image-0002", 2L);

    List<LookAlikes> found =
        LookAlikes.in(
            DATASET,
            sample ->
                look(looks.getOrDefault(sample.imageId(), others.get(sample.imageId())), sample));

    assertThat(found)
        .containsExactly(
            new LookAlikes(List.of("image-0001", "image-0002"), List.of("hat", "shoes")),
            new LookAlikes(List.of("image-0000", "image-0003", "image-0006"), List.of("dress")));
  }

  /**
   * A hash by number; different numbers have very different hashes. Without a number the image's id
   * determines it.
   */
  private static PerceptualHash look(Long number, Sample sample) {
    long seed = number == null ? sample.imageId().hashCode() : number;
    long bits = new java.util.SplittableRandom(seed).nextLong();
    return new PerceptualHash(bits, ~bits, bits * 31, bits * 17);
  }
}
