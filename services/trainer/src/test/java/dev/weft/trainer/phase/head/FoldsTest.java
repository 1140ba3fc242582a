package dev.weft.trainer.phase.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.features.PerceptualHash;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Clusters;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {
  private static final TrainingDataset DATASET = Clusters.dataset(120);
  private static final Function<Sample, PerceptualHash> OWN =
      sample -> {
        ByteBuffer digest = ByteBuffer.wrap(HexFormat.of().parseHex(sample.object().sha256()));
        return new PerceptualHash(
            digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
      };

  @Test
  void eachImageIsHeldBackOnceAndEachClassIsSpreadEvenly() {
    Folds folds = Folds.of(DATASET.samples(), OWN, 5, 42);
    Set<Integer> seen = new HashSet<>();
    for (int fold = 0; fold < 5; fold++) {
      Map<Integer, Integer> classes = new HashMap<>();
      for (int place : folds.heldBack(fold)) {
        assertThat(seen.add(place)).isTrue();
        classes.merge(DATASET.samples().get(place).label(), 1, Integer::sum);
      }
      assertThat(classes.values()).containsOnly(8);
      assertThat(folds.learned(fold)).hasSize(96);
    }
    assertThat(seen).hasSize(120);
  }

  @Test
  void theSameImagesAndSeedGiveTheSameFolds() {
    Folds one = Folds.of(DATASET.samples(), OWN, 5, 42);
    Folds same = Folds.of(DATASET.samples(), OWN, 5, 42);
    Folds other = Folds.of(DATASET.samples(), OWN, 5, 43);
    assertThat(same.heldBack(0)).isEqualTo(one.heldBack(0));
    assertThat(other.heldBack(0)).isNotEqualTo(one.heldBack(0));
  }

  @Test
  void imagesThatLookTheSameAreHeldBackTogether() {
    Map<String, PerceptualHash> looks = new HashMap<>();
    DATASET.samples().forEach(sample -> looks.put(sample.imageId(), OWN.apply(sample)));
    List<Sample> hats = DATASET.samples().stream().filter(s -> s.label() == 1).limit(6).toList();
    hats.forEach(hat -> looks.put(hat.imageId(), looks.get(hats.get(0).imageId())));
    Folds folds = Folds.of(DATASET.samples(), s -> looks.get(s.imageId()), 5, 42);
    long foldsWithThem =
        IntStream.range(0, 5)
            .filter(
                fold ->
                    IntStream.of(folds.heldBack(fold))
                        .mapToObj(DATASET.samples()::get)
                        .anyMatch(hats::contains))
            .count();
    assertThat(foldsWithThem).isEqualTo(1);
  }

  @Test
  void augmentationsAreDecidedByAllImagesAlsoIfSomeAreInNoFold() {
    Folds folds = Folds.ofSides(DATASET);
    assertThat(folds.samples()).hasSizeLessThan(DATASET.samples().size());
    assertThat(folds.images()).isEqualTo(DATASET.samples().size());
    assertThat(Folds.of(DATASET.samples(), OWN, 5, 42).images())
        .isEqualTo(DATASET.samples().size());
  }

  @Test
  void theValidationImagesAreOneFold() {
    Folds folds = Folds.ofSides(DATASET);
    assertThat(folds.count()).isEqualTo(1);
    assertThat(folds.learned(0)).isEqualTo(DATASET.of(Split.TRAIN));
    assertThat(IntStream.of(folds.heldBack(0)).mapToObj(folds.samples()::get).toList())
        .isEqualTo(DATASET.of(Split.VALIDATION));
  }
}
