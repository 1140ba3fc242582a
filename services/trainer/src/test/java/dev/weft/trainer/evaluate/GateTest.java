package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.trainer.evaluate.Truth.Shown;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final List<String> TWO = List.of("hat", "shoes");
  private static final Truth TRUTH =
      new Truth(TWO, IntStream.range(0, 100).mapToObj(i -> new Shown("image" + i, "hat")).toList());

  @Test
  void letsThroughWhatIsWorseByTheMarginOnly() {
    assertThat(new Gate(0.02).judge(right(88), right(90), TRUTH))
        .isInstanceOf(Verdict.Passed.class);
  }

  @Test
  void refusesWhatIsWorseByMoreAndSaysByHowMuch() {
    Verdict verdict = new Gate(0.02).judge(right(87), right(90), TRUTH);
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(verdict.reason())
        .isEqualTo(
            "87.00 % against the serving version's 90.00 % on 100 test images of 2 common classes:"
                + " worse by more than the margin of 2.00 %");
    assertThat(verdict.comparison().candidate()).isEqualTo(0.87);
  }

  @Test
  void asksBothForTheCommonClassesOnly() {
    List<String> three = List.of("glove", "hat", "shoes");
    Answers larger =
        new Answers(
            three, IntStream.range(0, 100).mapToObj(i -> new float[] {0.5f, 0.4f, 0.1f}).toList());
    Truth truth =
        new Truth(
            three, IntStream.range(0, 100).mapToObj(i -> new Shown("image" + i, "hat")).toList());
    Verdict verdict = new Gate(0).judge(larger, right(100), truth);
    assertThat(verdict).isInstanceOf(Verdict.Passed.class);
    assertThat(verdict.comparison().classes()).isEqualTo(2);
  }

  @Test
  void withNothingInCommonThereIsNothingToCompare() {
    Answers strange =
        new Answers(
            List.of("cat", "dog"),
            IntStream.range(0, 100).mapToObj(i -> new float[] {1, 0}).toList());
    assertThat(new Gate(0).judge(right(0), strange, TRUTH))
        .isEqualTo(
            new Verdict.Passed("no test image shows a class that the serving version knows", null));
  }

  @Test
  void theFirstVersionPasses() {
    assertThat(new Gate(0).first()).isInstanceOf(Verdict.Passed.class);
  }

  private static Answers right(int count) {
    return new Answers(
        TWO,
        IntStream.range(0, 100)
            .mapToObj(i -> i < count ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f})
            .toList());
  }
}
