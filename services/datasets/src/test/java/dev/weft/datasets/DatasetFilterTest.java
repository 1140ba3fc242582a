package dev.weft.datasets;

import static dev.weft.datasets.Images.NOON;
import static dev.weft.datasets.Images.image;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSource;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetFilterTest {
  private final ImageLabeled polo = image("a", "polo").labeled();

  @Test
  void eachPartMustBeMet() {
    assertThat(DatasetFilter.ALL.admits(polo)).isTrue();
    assertThat(filter(List.of("blazer", "polo"), null, null).admits(polo)).isTrue();
    assertThat(filter(List.of("blazer"), null, null).admits(polo)).isFalse();
    assertThat(filter(List.of(), LabelSource.FOLDER, "ann").admits(polo)).isTrue();
    assertThat(filter(List.of(), LabelSource.PERSON, null).admits(polo)).isFalse();
    assertThat(filter(List.of(), null, "bob").admits(polo)).isFalse();
  }

  @Test
  void timeIsOfTheLabelAndItsEndIsNotPartOfIt() {
    assertThat(between(NOON, null).admits(polo)).isTrue();
    assertThat(between(NOON.plusNanos(1000), null).admits(polo)).isFalse();
    assertThat(between(null, NOON.plusNanos(1000)).admits(polo)).isTrue();
    assertThat(between(null, NOON).admits(polo)).isFalse();
    assertThatThrownBy(() -> between(NOON, NOON))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("since must be before until");
  }

  @Test
  void anImageHasAllTagsThatAreAskedFor() {
    DatasetFilter filter =
        new DatasetFilter(null, null, null, Map.of("shop", "a", "season", "autumn"), null, null);

    assertThat(filter.admits(Map.of("shop", "a", "season", "autumn", "file", "1.jpg"))).isTrue();
    assertThat(filter.admits(Map.of("shop", "a"))).isFalse();
    assertThat(filter.admits(Map.of("shop", "b", "season", "autumn"))).isFalse();
    assertThat(DatasetFilter.ALL.admits(Map.of("shop", "a"))).isTrue();
  }

  @Test
  void whatNoLabelCanBeIsRefused() {
    assertThatThrownBy(() -> filter(List.of(" "), null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> filter(null, null, " ")).hasMessageContaining("by must have");
    assertThat(filter(Collections.nCopies(1001, "polo"), null, null).labels())
        .containsExactly("polo");
  }

  private static DatasetFilter filter(List<String> labels, LabelSource source, String by) {
    return new DatasetFilter(labels, source, by, null, null, null);
  }

  private static DatasetFilter between(Instant since, Instant until) {
    return new DatasetFilter(null, null, null, null, since, until);
  }
}
