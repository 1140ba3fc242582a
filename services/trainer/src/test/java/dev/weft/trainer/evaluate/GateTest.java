package dev.weft.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.trainer.evaluate.GateVerdict.ClassComparison;
import dev.weft.trainer.evaluate.GateVerdict.MoreImages;
import dev.weft.trainer.evaluate.GateVerdict.Passed;
import dev.weft.trainer.evaluate.GateVerdict.Refused;
import dev.weft.trainer.evaluate.GateVerdict.TooFew;
import dev.weft.trainer.evaluate.GroundTruth.Shown;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final List<String> TWO = List.of("hat", "shoes");
  private static final GateRules RULES = new GateRules(0.01, 0.05, 0.1, 3);

  private final Gate gate = new Gate(RULES);

  @Test
  void letsThroughWhatIsSurelyNotMuchWorse() {
    GateVerdict verdict =
        judge(new Asked("hat", 200, 175, 5, 5), new Asked("shoes", 200, 175, 5, 5));
    assertThat(verdict).isInstanceOf(Passed.class);
    assertThat(verdict.reason())
        .isEqualTo(
            "90.00 % against the serving version's 90.00 % on 400 images of 2 common classes, 10"
                + " won and 10 lost: significantly not worse by 5.00 %");
    assertThat(verdict.comparison().probabilityIfWorse()).isLessThan(0.1);
  }

  @Test
  void twoThatAlwaysAgreeNeedImagesToo() {
    assertThat(judge(new Asked("hat", 100, 90, 0, 0), new Asked("shoes", 100, 90, 0, 0)))
        .isInstanceOf(Passed.class);
    assertThat(judge(new Asked("hat", 10, 9, 0, 0), new Asked("shoes", 10, 9, 0, 0)))
        .isInstanceOf(TooFew.class);
  }

  @Test
  void refusesWhatIsSurelyWorse() {
    GateVerdict verdict =
        judge(new Asked("hat", 200, 150, 4, 24), new Asked("shoes", 200, 150, 4, 24));
    assertThat(verdict).isInstanceOf(Refused.class);
    assertThat(verdict.reason())
        .startsWith("77.00 % against the serving version's 87.00 % on 400 images")
        .endsWith("significantly worse by more than the margin of 1.00 %");
  }

  @Test
  void refusesWhatLostAClassHoweverGoodItIsAtTheOthers() {
    GateVerdict verdict = judge(new Asked("hat", 8, 1, 0, 6), new Asked("shoes", 400, 350, 30, 5));
    assertThat(verdict).isInstanceOf(Refused.class);
    assertThat(verdict.reason())
        .endsWith("significantly worse at hat (recall 13 % on 8 images, serving version 88 %)");
    assertThat(verdict.comparison().byClass())
        .extracting(ClassComparison::judgement)
        .containsExactly("worse", "ok");
  }

  @Test
  void saysHowManyMoreOfWhichClassesWouldTell() {
    GateVerdict verdict = judge(new Asked("hat", 12, 9, 1, 1), new Asked("shoes", 12, 9, 1, 1));
    assertThat(verdict).isInstanceOf(TooFew.class);
    assertThat(verdict.reason())
        .contains(
            "too few images to decide whether it is worse by 5.00 %; about",
            "more of hat (12 evaluated)")
        .endsWith(
            "Label more images and train again; to publish the version anyway, train with a gate"
                + " margin of 1");
    assertThat(((TooFew) verdict).wanted())
        .extracting(MoreImages::label)
        .containsExactlyInAnyOrder("hat", "shoes");
    assertThat(((TooFew) verdict).wanted()).allMatch(m -> m.have() == 12 && m.more() > 50);
  }

  @Test
  void aClassThatHardlyAnyImageShowsCannotBeJudged() {
    GateVerdict verdict = judge(new Asked("hat", 1, 1, 0, 0), new Asked("shoes", 400, 360, 10, 10));
    assertThat(verdict).isInstanceOf(TooFew.class);
    assertThat(((TooFew) verdict).wanted()).containsExactly(new MoreImages("hat", 1, 2));
    assertThat(verdict.reason())
        .contains("too few images of some classes for a verdict: 2 more of hat (1 evaluated)");
  }

  @Test
  void whereOnlySomeLabelsJudgeMoreOfThemAreWanted() {
    Answered answered =
        Answered.of(new Asked("hat", 1, 1, 0, 0), new Asked("shoes", 400, 360, 10, 10));
    GateVerdict verdict =
        gate.judge(answered.ours(), answered.theirs(), answered.truth(), 1 / 0.15);
    assertThat(((TooFew) verdict).wanted()).containsExactly(new MoreImages("hat", 1, 14));
  }

  @Test
  void aMarginOfOneLetsEverythingThrough() {
    Answered answered = Answered.of(new Asked("hat", 9, 0, 0, 9));
    GateVerdict verdict =
        new Gate(new GateRules(1, 0.05, 0.1, 3))
            .judge(answered.ours(), answered.theirs(), answered.truth(), 1);
    assertThat(verdict).isInstanceOf(Passed.class);
    assertThat(verdict.reason()).endsWith("with a margin of 100 %, every version passes");
  }

  @Test
  void asksBothForTheCommonClassesOnly() {
    List<String> three = List.of("glove", "hat", "shoes");
    List<Shown> images = new ArrayList<>();
    List<float[]> larger = new ArrayList<>();
    List<float[]> smaller = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      images.add(new Shown("image" + i, i < 100 ? "hat" : "shoes"));
      larger.add(i < 100 ? new float[] {0.5f, 0.4f, 0.1f} : new float[] {0.5f, 0.1f, 0.4f});
      smaller.add(i < 100 ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f});
    }
    GateVerdict verdict =
        gate.judge(
            new VersionAnswers(three, larger),
            new VersionAnswers(TWO, smaller),
            new GroundTruth(three, images),
            1);
    assertThat(verdict).isInstanceOf(Passed.class);
    assertThat(verdict.comparison().classes()).isEqualTo(2);
    assertThat(verdict.comparison().candidate()).isEqualTo(1);
  }

  @Test
  void withNothingInCommonThereIsNothingToCompare() {
    VersionAnswers strange = new VersionAnswers(List.of("cat", "dog"), List.of(new float[] {1, 0}));
    VersionAnswers ours = new VersionAnswers(TWO, List.of(new float[] {1, 0}));
    GroundTruth truth = new GroundTruth(TWO, List.of(new Shown("image", "hat")));
    assertThat(gate.judge(ours, strange, truth, 1))
        .isEqualTo(
            new Passed("the serving version and the new version have no common classes", null));
  }

  @Test
  void theFirstVersionPasses() {
    assertThat(gate.first()).isInstanceOf(Passed.class);
  }

  @Test
  void whatIsNoShareIsRefused() {
    assertThatThrownBy(() -> new GateRules(1.5, 0, 0, 0))
        .hasMessage("margin must be between 0 and 1, but is 1.5");
    assertThatThrownBy(() -> new GateRules(0, 0, 0, -1))
        .hasMessage("imagesPerClass must be at least 0, but is -1");
  }

  private GateVerdict judge(Asked... asked) {
    Answered answered = Answered.of(asked);
    return gate.judge(answered.ours(), answered.theirs(), answered.truth(), 1);
  }

  /**
   * Test images of a class: those that both versions predict correctly, only the new one, and only
   * the serving one.
   */
  private record Asked(String label, int images, int both, int won, int lost) {}

  private record Answered(VersionAnswers ours, VersionAnswers theirs, GroundTruth truth) {
    static Answered of(Asked... asked) {
      List<Shown> images = new ArrayList<>();
      List<float[]> ours = new ArrayList<>();
      List<float[]> theirs = new ArrayList<>();
      for (Asked a : asked) {
        for (int i = 0; i < a.images(); i++) {
          images.add(new Shown(a.label() + i, a.label()));
          boolean both = i < a.both();
          boolean won = !both && i < a.both() + a.won();
          boolean lost = !both && !won && i < a.both() + a.won() + a.lost();
          ours.add(row(a.label(), both || won));
          theirs.add(row(a.label(), both || lost));
        }
      }
      return new Answered(
          new VersionAnswers(TWO, ours),
          new VersionAnswers(TWO, theirs),
          new GroundTruth(TWO, images));
    }

    private static float[] row(String label, boolean right) {
      return label.equals("hat") == right ? new float[] {0.9f, 0.1f} : new float[] {0.1f, 0.9f};
    }
  }
}
