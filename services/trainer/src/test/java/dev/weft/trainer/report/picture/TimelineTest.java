package dev.weft.trainer.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.trainer.phase.History;
import dev.weft.trainer.report.Curve;
import dev.weft.trainer.report.Curves;
import dev.weft.trainer.report.Reports;
import dev.weft.trainer.report.picture.Timeline.Span;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static Timeline of(History freeze, History fineTune) {
    return Timeline.of(new Curves(Curve.of(freeze), Curve.of(fineTune)));
  }

  @Test
  void putsTheFineTunePhaseBehindTheFreezePhase() {
    Timeline time = of(Reports.freeze(27), Reports.fineTune(6));

    Span freeze = time.spans().get(0);
    Span fineTune = time.spans().get(1);
    assertThat(freeze.at(27)).isEqualTo(27);
    assertThat(fineTune.at(0)).isEqualTo(28);
    assertThat(fineTune.ticks(time.tickStep())).containsExactly(0, 2, 4, 6);
    assertThat(time.start()).isLessThan(1);
    assertThat(time.end()).isGreaterThan(fineTune.at(6));
  }

  @Test
  void hasOnePhaseWhereTheOtherHasNoEpochs() {
    Timeline time = of(Reports.freeze(3), History.EMPTY);

    assertThat(time.spans()).extracting(Span::name).containsExactly("freeze");
    assertThat(time.spans().get(0).ticks(time.tickStep())).containsExactly(1, 2, 3);
  }

  @Test
  void namesAtMostSomeTwentyEpochs() {
    Timeline time = of(Reports.freeze(900), History.EMPTY);

    assertThat(time.tickStep()).isEqualTo(50);
    assertThat(time.spans().get(0).ticks(50)).hasSize(18).startsWith(50, 100);
  }
}
