package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.Answer;
import dev.weft.console.Json;
import dev.weft.console.publish.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionScoreTest {
  private final List<DemoImage> images = new DemoImages("demo-1", 1).unseen(4, "before");

  @Test
  void theVersionIsWhoAnsweredAndWhatIsNotAnsweredIsNotRight() {
    List<Outcome> outcomes =
        List.of(
            new Outcome.Uploaded(),
            classified("hat"),
            classified("longsleeve"),
            new Outcome.Answered(new Answer.Rejected("i", "gone", ""), 1));

    VersionScore score = VersionScore.of(images, outcomes, 2, "clothing:1");

    assertThat(score.version()).isEqualTo(3);
    assertThat(Json.line(score.toJson()))
        .isEqualTo("{\"version\":3,\"accuracy\":0.5,\"correct\":2,\"images\":4}");
  }

  @Test
  void whereNobodyAnsweredTheModelIsTheOneThatWasAsked() {
    List<Outcome> outcomes = List.of(new Outcome.Uploaded(), new Outcome.Failed("refused"));

    VersionScore score = VersionScore.of(images.subList(0, 2), outcomes, 2, "clothing:1");

    assertThat(score.model()).isEqualTo("clothing:1");
    assertThat(score.accuracy()).isZero();
  }

  @Test
  void aModelsVersionIsTheNumberAtItsEnd() {
    assertThat(VersionScore.version("clothing:12")).isEqualTo(12);
    assertThat(VersionScore.version("a:b:3")).isEqualTo(3);
    assertThat(VersionScore.version("")).isZero();
    assertThat(VersionScore.version("clothing:?")).isZero();
  }

  private static Outcome classified(String label) {
    return new Outcome.Answered(
        new Answer.Classified("i", label, 0.9, "clothing:3", "onnx-cpu", 0.1), 5);
  }
}
