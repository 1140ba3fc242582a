package dev.weft.rollout.measure;

import static dev.weft.events.Role.PRIMARY;
import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.classified;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

  @Test
  void ever_more_labels_and_long_ones_are_counted_as_images_only() {
    Tally tally = Tally.NONE;
    for (int i = 0; i < Tally.MOST_LABELS + 5; i++) {
      tally = tally.plus(classified("image", ONE, PRIMARY, "label-" + i, 12));
    }
    tally = tally.plus(classified("image", ONE, PRIMARY, "x".repeat(10_000), 12));
    tally = tally.plus(classified("image", ONE, PRIMARY, "label-0", 12));

    assertThat(tally.images()).isEqualTo(Tally.MOST_LABELS + 7);
    assertThat(tally.labels()).hasSize(Tally.MOST_LABELS).containsEntry("label-0", 2L);
  }

  @Test
  void it_comes_back_from_the_store_as_it_was() {
    Tally tally =
        Tally.NONE
            .plus(classified("image", ONE, PRIMARY, "hat", 12))
            .failed()
            .rejected()
            .compared(true)
            .compared(false)
            .labeled(true)
            .labeled(false)
            .unlabeled(false);

    assertThat(StoreJson.read(StoreJson.write(tally), Tally.class)).isEqualTo(tally);
    assertThat(tally.compared()).isEqualTo(new Tally.Pairs(2, 1));
    assertThat(tally.labeled()).isEqualTo(new Tally.Pairs(1, 1));
  }
}
