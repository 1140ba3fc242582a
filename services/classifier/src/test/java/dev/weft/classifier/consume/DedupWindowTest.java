package dev.weft.classifier.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DedupWindowTest {

  @Test
  void remembersExactlyTheNewest() {
    var window = new DedupWindow(3);
    for (String id : new String[] {"a", "b", "c", "d"}) {
      window.add(id);
    }
    assertThat(window.contains("a")).isFalse();
    assertThat(window.contains("b")).isTrue();
    assertThat(window.contains("d")).isTrue();
    assertThat(window.size()).isEqualTo(3);
  }

  @Test
  void countsAnIdThatIsAddedTwiceOnce() {
    var window = new DedupWindow(2);
    window.add("a");
    window.add("a");
    window.add("b");
    assertThat(window.contains("a")).isTrue();
    assertThat(window.size()).isEqualTo(2);
  }

  @Test
  void agreesWithAPlainSetOverManyAdditionsAndEvictions() {
    int capacity = 700;
    var window = new DedupWindow(capacity);
    var set = new LinkedHashSet<String>();
    var random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      String id = "image-" + random.nextInt(3_000);
      assertThat(window.contains(id)).isEqualTo(set.contains(id));
      window.add(id);
      if (set.add(id) && set.size() > capacity) {
        set.remove(set.iterator().next());
      }
    }
    assertThat(window.size()).isEqualTo(capacity);
  }
}
