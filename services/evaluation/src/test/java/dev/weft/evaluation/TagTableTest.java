package dev.weft.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagTableTest {

  @Test
  void theMostFrequentValueComesFirstAndRareOnesAreOneSlice() {
    List<Map<String, String>> images = new ArrayList<>();
    add(images, 5, Map.of("camera", "door"));
    add(images, 8, Map.of("camera", "roof"));
    add(images, 2, Map.of("camera", "phone"));
    TagTable table = TagTable.of(images);
    assertThat(table.tags())
        .containsExactly(
            new Tag("camera", "roof"), new Tag("camera", "door"), new Tag("camera", null));
    assertThat(table.indexes(Map.of("camera", "door"))).containsExactly(1);
    assertThat(table.indexes(Map.of("camera", "phone"))).containsExactly(2);
    assertThat(table.indexes(Map.of())).isEmpty();
  }

  @Test
  void aKeyWhoseValuesAreAllRareIsNoSlice() {
    List<Map<String, String>> images = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      images.add(Map.of("file", "photo-" + i + ".jpg"));
    }
    TagTable table = TagTable.of(images);
    assertThat(table.tags()).isEmpty();
    assertThat(table.indexes(images.get(0))).isEmpty();
  }

  @Test
  void keysAndValuesAreBounded() {
    List<Map<String, String>> images = new ArrayList<>();
    for (int key = 0; key < 40; key++) {
      for (int value = 0; value < 50; value++) {
        add(images, 5 + key, Map.of("key" + key, "value" + value));
      }
    }
    TagTable table = TagTable.of(images);
    assertThat(table.tags()).hasSize(TagTable.MAX_KEYS * (TagTable.MAX_VALUES + 1));
    assertThat(table.tags()).contains(new Tag("key39", null)).doesNotContain(new Tag("key0", null));
  }

  private static void add(List<Map<String, String>> images, int times, Map<String, String> tags) {
    for (int i = 0; i < times; i++) {
      images.add(tags);
    }
  }
}
