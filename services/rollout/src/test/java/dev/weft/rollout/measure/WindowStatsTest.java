package dev.weft.rollout.measure;

import static dev.weft.events.model.ServingRole.PRIMARY;
import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.classified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.rollout.judge.interval.PairedLabels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowStatsTest {

  @Test
  void everMoreLabelsAndLongOnesAreCountedAsImagesOnly() {
    WindowStats tally = WindowStats.NONE;
    for (int i = 0; i < WindowStats.MOST_LABELS + 5; i++) {
      tally = tally.plus(classified("image", ONE, PRIMARY, "label-" + i, 12));
    }
    tally = tally.plus(classified("image", ONE, PRIMARY, "x".repeat(10_000), 12));
    tally = tally.plus(classified("image", ONE, PRIMARY, "label-0", 12));

    assertThat(tally.images()).isEqualTo(WindowStats.MOST_LABELS + 7);
    assertThat(tally.labels()).hasSize(WindowStats.MOST_LABELS).containsEntry("label-0", 2L);
  }

  @Test
  void itComesBackFromTheStoreAsItWas() {
    WindowStats tally =
        WindowStats.NONE
            .plus(classified("image", ONE, PRIMARY, "hat", 12, List.of(2, 0)))
            .plus(classified("image", ONE, PRIMARY, "hat", 12, List.of(0, 1)))
            .failed()
            .rejected()
            .compared(true)
            .compared(false)
            .labeled(true)
            .labeled(false)
            .unlabeled(false)
            .withLabeledConfidence(0.75, true, true, 1)
            .withLabeledConfidence(0.5, false, false, 1)
            .withLabeledConfidence(0.25, false, false, 1)
            .withLabeledConfidence(0.25, false, false, -1)
            .paired(1, true, false, 1);

    assertThat(StoreJson.read(StoreJson.write(tally), WindowStats.class)).isEqualTo(tally);
    assertThat(tally.labeledAtRandom())
        .isEqualTo(new LabeledConfidence(new Moments(1L, 0.75, 0.5625), 1L, 0.75));
    assertThat(tally.labeledOtherwise())
        .isEqualTo(new LabeledConfidence(new Moments(1L, 0.5, 0.25), 0L, 0.0));
    assertThat(tally.pairs()).isEqualTo(Map.of(1, new PairedLabels(0, 1, 0, 0)));
    assertThat(tally.compared()).isEqualTo(new WindowStats.Pairs(2, 1));
    assertThat(tally.labeled()).isEqualTo(new WindowStats.Pairs(1, 1));
    assertThat(tally.features().groups()).containsExactly(List.of(1L, 0L, 1L), List.of(1L, 1L));
  }

  @Test
  void pairsWithEverMoreVersionsAreCountedForAsManyAsAnEventHolds() {
    WindowStats tally = WindowStats.NONE;
    for (int version = 1; version <= ModelMeasured.MAX_PAIRS + 5; version++) {
      tally = tally.paired(version, true, true, 1);
    }
    tally = tally.paired(1, false, false, 1).paired(ModelMeasured.MAX_PAIRS + 1, true, true, -1);

    assertThat(tally.pairs()).hasSize(ModelMeasured.MAX_PAIRS);
    assertThat(tally.pairs().get(1)).isEqualTo(new PairedLabels(1, 0, 0, 1));
  }

  @Test
  void imagesWithoutBinsAreCountedWithoutThem() {
    WindowStats tally =
        WindowStats.NONE
            .plus(classified("image", ONE, PRIMARY, "hat", 12, List.of(1)))
            .plus(classified("image", ONE, PRIMARY, "hat", 12));

    assertThat(tally.images()).isEqualTo(2);
    assertThat(tally.features().images()).isEqualTo(1);
  }

  @Test
  void whatWasStoredBeforeThereWereBinsIsRead() {
    byte[] stored =
        """
        {"images":3,"failures":1,"rejections":0,"infer":{"micros":{"100":3}},
        "endToEnd":{"micros":{}},"confidence":{"count":3,"sum":2.0,"squares":1.5},
        "entropy":{"count":3,"sum":0.5,"squares":0.1},"labels":{"hat":3},
        "compared":{"all":0,"same":0},"labeled":{"all":1,"same":1}}"""
            .getBytes(StandardCharsets.UTF_8);

    WindowStats tally = StoreJson.read(stored, WindowStats.class);

    assertThat(tally.labels()).containsEntry("hat", 3L);
    assertThat(tally.features()).isEqualTo(BinCounts.NONE);
    assertThat(tally.pairs()).isEmpty();
    assertThat(tally.labeledAtRandom()).isEqualTo(LabeledConfidence.NONE);
    assertThat(tally.plus(classified("image", ONE, PRIMARY, "hat", 12, List.of(1))).features())
        .isEqualTo(new BinCounts(List.of(List.of(0L, 1L))));
  }
}
