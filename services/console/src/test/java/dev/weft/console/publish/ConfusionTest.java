package dev.weft.console.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.console.terminal.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
  private static final Style PLAIN = new Style(false, false, false, 80);

  private final Confusion confusion = new Confusion();

  @Test
  void accuracyCountsAPhotoWithoutPredictionAsWrong() {
    confusion.add("hat", "hat");
    confusion.add("hat", "hat");
    confusion.add("hat", "shirt");
    confusion.addUnanswered("shirt");

    assertThat(confusion.accuracy()).isEqualTo(0.5);
    assertThat(confusion.recall("hat")).isEqualTo(2 / 3.0);
    assertThat(confusion.recall("shirt")).isZero();
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() {
    assertThat(confusion.accuracy()).isNaN();
    assertThat(Json.rounded(confusion.accuracy(), 4)).isNull();
  }

  @Test
  void theMatrixHasARowALabelAndAColumnForAllThatWasPredicted() {
    confusion.add("hat", "hat");
    confusion.add("hat", "shoes");
    confusion.add("shirt", "shirt");

    assertThat(confusion.lines(PLAIN))
        .containsExactly(
            "label  hat  shirt  shoes  all   recall",
            "hat      1      .      1    2   50.0 %",
            "shirt    .      1      .    1  100.0 %");
  }

  @Test
  void onANarrowTerminalTheNamesOfColumnsAreCut() {
    for (String label : new String[] {"longsleeve", "outwear", "t-shirt", "trousers"}) {
      confusion.add(label, label);
    }

    List<String> lines = confusion.lines(new Style(true, false, false, 50));

    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(50));
    assertThat(lines.get(0)).contains("long", "outw", "t-sh");
  }

  @Test
  void forManyClassesOnlyTheMistakesAreListed() {
    for (int i = 0; i < 20; i++) {
      confusion.add("class" + i, "class" + i);
    }
    confusion.add("class1", "class2");
    confusion.add("class1", "class2");

    List<String> lines = confusion.lines(PLAIN);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).contains("class1", "class2", "2");
  }

  @Test
  void jsonHasRecallAndCounts() {
    confusion.add("hat", "shirt");
    ObjectNode json = Json.object();

    confusion.writeTo(json);

    assertThat(Json.line(json))
        .isEqualTo("{\"recall\":{\"hat\":0.0},\"confusion\":{\"hat\":{\"shirt\":1}}}");
  }
}
