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
  void newer_images_come_first_and_equal_times_go_by_id() {
    PagePosition old = position("a", 1);
    PagePosition young = position("b", 2);
    PagePosition twin = position("c", 2);

    assertThat(List.of(old, twin, young).stream().sorted()).containsExactly(young, twin, old);
  }

  @Test
  void index_keys_lie_in_the_same_order_and_between_the_bounds_of_their_list() {
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
  void a_label_that_starts_another_is_another_list() {
    Bytes inShirts = IndexKeys.key(new ImageFilter.Labeled("shirts"), position("a", 1));
    ImageFilter shirt = new ImageFilter.Labeled("shirt");

    boolean inRange =
        inShirts.compareTo(IndexKeys.from(shirt, null)) >= 0
            && inShirts.compareTo(IndexKeys.to(shirt)) <= 0;

    assertThat(inRange).isFalse();
  }

  @Test
  void a_cursor_leads_back_to_its_position() {
    PagePosition position = position("shirt-1", 77);

    assertThat(PagePosition.ofCursor(position.toCursor())).contains(position);
  }

  @Test
  void what_is_no_cursor_is_empty() {
    assertThat(PagePosition.ofCursor("!")).isEmpty();
    assertThat(PagePosition.ofCursor("")).isEmpty();
    assertThat(PagePosition.ofCursor("AAAA")).isEmpty();
    assertThat(PagePosition.ofCursor("__________________8")).isEmpty();
  }

  private static PagePosition position(String id, long second) {
    return PagePosition.of(ViewMerge.of(Events.uploaded(id, second)).orElseThrow());
  }
}
