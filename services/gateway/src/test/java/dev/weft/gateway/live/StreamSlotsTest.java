package dev.weft.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.gateway.live.StreamSlots.Slot;
import org.junit.jupiter.api.Test;

class StreamSlotsTest {

  private final StreamSlots slots = new StreamSlots(3, 2);

  @Test
  void aCallerHasNoMoreStreamsThanOneMayAndOthersAreNotAffected() {
    Slot first = (Slot) slots.take("ann");
    slots.take("ann");

    assertThat(slots.take("ann")).isEqualTo(new StreamSlots.CallerFull(2));
    assertThat(slots.take("bob")).isInstanceOf(Slot.class);
    first.close();
    first.close();

    assertThat(slots.open()).isEqualTo(2);
    assertThat(slots.take("ann")).isInstanceOf(Slot.class);
    assertThat(slots.take("ann")).isEqualTo(new StreamSlots.CallerFull(2));
    assertThat(slots.refused()).isEqualTo(2);
  }

  @Test
  void allCallersTogetherHaveNoMoreThanMayBe() {
    Slot first = (Slot) slots.take("ann");
    slots.take("bob");
    slots.take("cid");

    assertThat(slots.take("dan")).isEqualTo(new StreamSlots.Full(3));
    first.close();
    assertThat(slots.take("dan")).isInstanceOf(Slot.class);
  }

  @Test
  void limitsThatLetNobodyInAreRefused() {
    assertThatThrownBy(() -> new StreamSlots(0, 1)).hasMessageContaining("max-streams (0)");
  }
}
