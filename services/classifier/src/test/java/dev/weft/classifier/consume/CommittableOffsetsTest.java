package dev.weft.classifier.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommittableOffsetsTest {

  private final CommittableOffsets<String> tracker = new CommittableOffsets<>();

  @Test
  void givesOnlyTheUnbrokenRunAtTheHead() {
    var first = tracker.begin(5);
    var second = tracker.begin(6);
    var third = tracker.begin(9);

    tracker.complete(third, "c");
    assertThat(tracker.hasReady()).isFalse();

    tracker.complete(first, "a");
    assertThat(tracker.ready().results()).containsExactly("a");
    assertThat(tracker.ready().nextOffset()).isEqualTo(6);

    tracker.complete(second, "b");
    assertThat(tracker.ready().results()).containsExactly("a", "b", "c");
    assertThat(tracker.ready().nextOffset()).isEqualTo(10);
  }

  @Test
  void keepsResultsUntilTheyAreCommitted() {
    tracker.complete(tracker.begin(1), "a");
    tracker.complete(tracker.begin(2), "b");
    tracker.begin(3);

    assertThat(tracker.ready().results()).hasSize(2);
    assertThat(tracker.committed(2)).containsExactly("a");
    assertThat(tracker.ready().results()).containsExactly("b");
    assertThat(tracker.committed(3)).containsExactly("b");
    assertThat(tracker.size()).isEqualTo(1);
    assertThat(tracker.hasReady()).isFalse();
  }

  @Test
  void keepsTheFirstResultOfARecord() {
    var entry = tracker.begin(1);
    tracker.complete(entry, "first");
    tracker.complete(entry, "second");
    assertThat(tracker.ready().results()).containsExactly("first");
  }

  @Test
  void refusesAnOffsetThatDoesNotComeAfterTheLast() {
    tracker.begin(7);
    assertThatThrownBy(() -> tracker.begin(7)).hasMessageContaining("7");
  }
}
