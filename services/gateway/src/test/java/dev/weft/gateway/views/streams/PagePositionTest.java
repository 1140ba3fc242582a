package dev.weft.gateway.views.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.Events;
import dev.weft.gateway.views.ImageFilter;
import dev.weft.gateway.views.PagePosition;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class PagePositionTest {

  @Test
  void newerImagesComeFirstAndEqualTimesGoById() {
    PagePosition old = position("a", 1);
    PagePosition young = position("b", 2);
    PagePosition twin = position("c", 2);

    assertThat(List.of(old, twin, young).stream().sorted()).containsExactly(young, twin, old);
  }

  @Test
  void indexKeysLieInTheSameOrderAndBetweenTheBoundsOfTheirList() {
    ImageFilter list = new ImageFilter.Labeled("shirt");
    Bytes young = IndexKeys.key(list, position("b", 2));
    Bytes old = IndexKeys.key(list, position("a", 1));

    assertThat(young).isLessThan(old);
    assertThat(IndexKeys.from(list, null)).isLessThan(young);
    assertThat(IndexKeys.from(list, position("b", 2))).isGreaterThan(young).isLessThan(old);
    assertThat(IndexKeys.to(list)).isGreaterThan(old);
    assertThat(IndexKeys.position(old)).isEqualTo(position("a", 1));
  }

  @Test
  void aLabelThatStartsAnotherIsAnotherList() {
    Bytes inShirts = IndexKeys.key(new ImageFilter.Labeled("shirts"), position("a", 1));
    ImageFilter shirt = new ImageFilter.Labeled("shirt");

    boolean inRange =
        inShirts.compareTo(IndexKeys.from(shirt, null)) >= 0
            && inShirts.compareTo(IndexKeys.to(shirt)) <= 0;

    assertThat(inRange).isFalse();
  }

  @Test
  void aCursorLeadsBackToItsPosition() {
    PagePosition position = position("shirt-1", 77);

    assertThat(PagePosition.ofCursor(position.toCursor())).contains(position);
  }

  @Test
  void whatIsNoCursorIsEmpty() {
    assertThat(PagePosition.ofCursor("!")).isEmpty();
    assertThat(PagePosition.ofCursor("")).isEmpty();
    assertThat(PagePosition.ofCursor("AAAA")).isEmpty();
    assertThat(PagePosition.ofCursor("__________________8")).isEmpty();
  }

  private static PagePosition position(String id, long second) {
    return PagePosition.of(ViewMerge.of(Events.uploaded(id, second)).orElseThrow());
  }
}
