package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.console.label.LabelEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoImagesTest {
  private final DemoImages images = new DemoImages("demo-1", 1);

  @Test
  void noDrawingIsForTwoPurposes() {
    List<String> names = new ArrayList<>();
    images.drawings(1000).forEach(image -> names.add(image.name()));
    images.unseen(100, "before").forEach(image -> names.add(image.name()));
    names.add(images.probe(0).name());
    for (int version : new int[] {1, 2, 1999, 100_000}) {
      images.labeled(300, version).forEach(entry -> names.add(entry.name()));
    }

    assertThat(new HashSet<>(names)).hasSameSizeAs(names);
  }

  @Test
  void theUnseenDrawingsAreTheSameOnesUnderOtherIds() {
    List<DemoImage> before = images.unseen(20, "before");
    List<DemoImage> after = images.unseen(20, "after");

    assertThat(after).extracting(DemoImage::name).isEqualTo(names(before));
    assertThat(ids(before)).doesNotContainAnyElementsOf(ids(after)).hasSize(20);
  }

  @Test
  void anIdIsUsedOnceInARunAndBelongsToIt() {
    List<String> ids =
        Stream.of(
                images.drawings(20).stream().map(DemoImage::id),
                images.unseen(20, "before").stream().map(DemoImage::id),
                Stream.of(images.probe(0).id(), images.probe(1).id()),
                images.labeled(20, 1).stream().map(LabelEntry::imageId))
            .flatMap(stream -> stream)
            .toList();

    assertThat(Set.copyOf(ids)).hasSameSizeAs(ids);
    assertThat(ids).allMatch(id -> id.matches("demo-1-[a-z0-9-]+"));
  }

  @Test
  void eachClassHasItsShareOfTheLabels() {
    assertThat(images.labeled(300, 1).stream().map(LabelEntry::label).distinct()).hasSize(10);
    assertThat(images.labeled(300, 7))
        .filteredOn(entry -> entry.label().equals("hat"))
        .hasSize(30)
        .allMatch(entry -> entry.name().startsWith("drawing hat-"));
  }

  @Test
  void aPictureIsDrawnWhenItIsNeeded() {
    LabelEntry entry = images.labeled(1, 1).get(0);

    assertThat(entry.picture().get()).startsWith(0xFF, 0xD8);
  }

  private static Set<String> ids(List<DemoImage> images) {
    return new HashSet<>(images.stream().map(DemoImage::id).toList());
  }

  private static List<String> names(List<DemoImage> images) {
    return images.stream().map(DemoImage::name).toList();
  }
}
