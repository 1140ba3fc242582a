package dev.weft.gateway.labels;

import static dev.weft.events.label.LabelSelection.DOUBTFUL;
import static dev.weft.events.label.LabelSelection.RANDOM;
import static dev.weft.events.label.LabelSelection.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.label.ImageLabeled;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import dev.weft.gateway.Events;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OfferedSelectionTest {

  private static final String DRAWN = first(RandomSample::contains);
  private static final String OTHER = first(id -> !RandomSample.contains(id));

  @Test
  void whatTheQueueMayHaveSaidStands() {
    assertThat(OfferedSelection.of(DRAWN, RANDOM, null)).isEqualTo(RANDOM);
    assertThat(OfferedSelection.of(OTHER, UNCERTAIN, null)).isEqualTo(UNCERTAIN);
    assertThat(OfferedSelection.of(DRAWN, DOUBTFUL, labeled(DRAWN, null))).isEqualTo(DOUBTFUL);
    assertThat(OfferedSelection.of(DRAWN, null, null)).isNull();
  }

  @Test
  void noClientMakesAnImageRandomThatIsNotNorARandomOneChosen() {
    assertThatThrownBy(() -> OfferedSelection.of(OTHER, RANDOM, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(OTHER + " is not in the random sample");
    assertThatThrownBy(() -> OfferedSelection.of(DRAWN, UNCERTAIN, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never offered as uncertain");
  }

  @Test
  void aCorrectedLabelStaysInTheRandomSample() {
    ImageLabeled before = labeled(DRAWN, RANDOM);

    assertThat(OfferedSelection.of(DRAWN, null, before)).isEqualTo(RANDOM);
    assertThat(OfferedSelection.of(DRAWN, DOUBTFUL, before)).isEqualTo(RANDOM);
    assertThat(OfferedSelection.of(OTHER, null, labeled(OTHER, UNCERTAIN))).isNull();
  }

  private static ImageLabeled labeled(String id, LabelSelection selection) {
    ImageLabeled it = Events.labeled(id, "hat", 1);
    return new ImageLabeled(
        id,
        it.object(),
        it.label(),
        it.uploadedAt(),
        it.source(),
        it.labeledBy(),
        it.labeledAt(),
        it.model(),
        false,
        it.tags(),
        selection);
  }

  private static String first(Predicate<String> wanted) {
    return IntStream.range(0, 1000)
        .mapToObj(i -> "image-" + i)
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }
}
