package dev.weft.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryObjectStoreTest {
  private final MemoryObjectStore store = new MemoryObjectStore();

  @Test
  void whatLiesThereAlreadyStays() {
    assertThat(put("a", 1)).isInstanceOf(PutResult.Stored.class);
    assertThat(put("a", 2)).isInstanceOf(PutResult.Exists.class);

    assertThat(store.get("any", "a", 1))
        .isInstanceOfSatisfying(
            GetResult.Found.class, found -> assertThat(found.bytes()).containsExactly(1));
  }

  @Test
  void largeAndMissingObjectsAreNotGiven() {
    store.put("any", "large", new byte[2], "");

    assertThat(store.get("any", "large", 1)).isEqualTo(new GetResult.TooLarge(2));
    assertThat(store.get("any", "none", 1)).isEqualTo(new GetResult.Missing());
    assertThat(store.open("any", "none")).isEmpty();
  }

  @Test
  void listsWhatLiesBelowAPrefixInOrder() {
    for (String key : List.of("b/2", "c", "b/1", "a", "b/3")) {
      put(key, 0);
    }

    assertThat(keys("b/", null)).containsExactly("b/1", "b/2", "b/3");
    assertThat(keys("b/", "b/1")).containsExactly("b/2", "b/3");
  }

  private PutResult put(String key, int value) {
    return store.putIfAbsent("any", key, new byte[] {(byte) value}, "", Map.of());
  }

  private List<String> keys(String prefix, String after) {
    List<String> keys = new ArrayList<>();
    store.list("any", prefix, after).forEachRemaining((StoredObject it) -> keys.add(it.key()));
    return keys;
  }
}
