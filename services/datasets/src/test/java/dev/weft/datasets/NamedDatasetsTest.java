package dev.weft.datasets;

import static dev.weft.datasets.Images.NOON;
import static dev.weft.datasets.Images.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.objectstore.MemoryObjectStore;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedDatasetsTest {
  private static final String BUCKET = "weft";

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final NamedDatasets sets = new NamedDatasets(store, BUCKET);

  @Test
  void whatWasNamedIsReadAsItWas() {
    List<DatasetImage> images =
        List.of(
            image("b", "polo", Map.of("shop", "a", "file", "b.jpg")),
            image("a", "blazer"),
            image("c", "polo"));

    NamedDataset made = create("autumn", images);

    assertThat(made.images()).isEqualTo(3);
    assertThat(made.labels()).containsExactly(Map.entry("blazer", 1), Map.entry("polo", 2));
    assertThat(sets.find("autumn")).contains(made);
    assertThat(sets.images(made).orElseThrow())
        .containsExactly(images.get(1), images.get(0), images.get(2));
  }

  @Test
  void theSameImagesHaveTheSameIdInAnyOrderUnderAnyName() {
    DatasetImage a = image("a", "polo");
    DatasetImage b = image("b", "polo");

    String id = create("autumn", List.of(a, b)).id();

    assertThat(create("winter", List.of(b, a)).id()).isEqualTo(id);
    assertThat(create("other", List.of(image("a", "blazer"), b)).id()).isNotEqualTo(id);
  }

  @Test
  void aNameKeepsItsMeaning() {
    NamedDataset first = create("autumn", List.of(image("a", "polo")));

    NamedDataset second = create("autumn", List.of(image("a", "blazer")));

    assertThat(second).isEqualTo(first);
    assertThat(sets.images(second).orElseThrow()).containsExactly(image("a", "polo"));
  }

  @Test
  void aListHasTheNewestFirstAndPassesOverWhatMakesNoSense() {
    create("a", List.of(image("a", "polo")));
    create("b", List.of(image("b", "polo")));
    store.put(BUCKET, "named-datasets/c.json", "{}".getBytes(StandardCharsets.UTF_8), "text/plain");

    assertThat(sets.newest(null, 10))
        .extracting(NamedDataset::name)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(sets.newest("tops", 1)).hasSize(1);
    assertThat(sets.newest("shoes", 10)).isEmpty();
    assertThatThrownBy(() -> sets.find("c"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("named-datasets/c.json is not the definition of a data set");
  }

  @Test
  void aDeletedNameIsFreeAndItsLinesGoWithTheLastNameOfThem() {
    NamedDataset autumn = create("autumn", List.of(image("a", "polo")));
    create("winter", List.of(image("a", "polo")));
    create("other", List.of(image("b", "polo")));

    sets.delete("autumn");

    assertThat(sets.find("autumn")).isEmpty();
    assertThat(sets.images(sets.find("winter").orElseThrow())).isPresent();
    sets.delete("winter");
    assertThat(sets.images(autumn)).isEmpty();
    assertThat(sets.newest(null, 10)).extracting(NamedDataset::name).containsExactly("other");
    sets.delete("autumn");
    assertThat(create("autumn", List.of(image("c", "hat"))).labels()).containsOnlyKeys("hat");
  }

  @Test
  void whoAsksAgainForImagesWhoseLinesAreGonePutsThemAgain() {
    NamedDataset made = create("autumn", List.of(image("a", "polo")));
    store.delete(BUCKET, "named-datasets/images/" + made.id() + ".jsonl");

    assertThat(create("autumn", List.of(image("a", "polo")))).isEqualTo(made);

    assertThat(sets.images(made).orElseThrow()).containsExactly(image("a", "polo"));
  }

  @Test
  void aNameThatIsNoneStandsForNothing() {
    assertThat(sets.find("../models/tops/model")).isEmpty();
    assertThat(sets.find("images/x")).isEmpty();
    assertThat(sets.find("autumn")).isEmpty();
  }

  private NamedDataset create(String name, List<DatasetImage> images) {
    return sets.create(
        NamedDatasets.describe(name, "tops", DatasetFilter.ALL, images, NOON), images);
  }
}
