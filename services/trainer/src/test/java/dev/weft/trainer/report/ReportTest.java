package dev.weft.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.GateVerdict;
import dev.weft.trainer.recipe.Recipe;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final TrainingDataset dataset = Reports.dataset(Reports.classes(3), 30);

  @Test
  void saysWhichClassesAreNewAndWhichAreGone() {
    Report report = Reports.bare(dataset, List.of("dress", "hat", "umbrella")).build();

    assertThat(report.dataset().classes())
        .extracting(ClassSummary::name, ClassSummary::added)
        .containsExactly(tuple("dress", false), tuple("hat", false), tuple("longsleeve", true));
    assertThat(report.dataset().dropped()).containsExactly("umbrella");
  }

  @Test
  void callsNoClassNewWhereNothingServes() {
    Report report = Reports.bare(dataset, List.of()).build();

    assertThat(report.dataset().classes()).noneMatch(ClassSummary::added);
    assertThat(report.dataset().dropped()).isEmpty();
  }

  @Test
  void countsTheImagesOfEachSide() {
    DatasetSummary summary = Reports.bare(dataset, List.of()).build().dataset();

    assertThat(List.of(summary.train(), summary.validation(), summary.test()))
        .containsExactly(150, 30, 30);
    assertThat(summary.classes().stream().mapToInt(ClassSummary::train).sum()).isEqualTo(150);
    assertThat(summary.classes().stream().mapToInt(ClassSummary::test).sum()).isEqualTo(30);
  }

  @Test
  void tellsTheClassWeightsThatWereUsed() {
    Recipe recipe = Recipe.DEFAULT;
    var unweighted =
        new Recipe(
            recipe.seed(),
            recipe.minImagesPerClass(),
            recipe.batchSize(),
            recipe.flips(),
            false,
            recipe.head(),
            recipe.fineTune(),
            recipe.gateMargin(),
            recipe.base(),
            recipe.freshHead(),
            Recipe.Judging.DEFAULT,
            0,
            null);

    assertThat(Reports.bare(dataset, List.of()).build().dataset().classes())
        .extracting(ClassSummary::weight)
        .containsExactly(
            dataset.classWeights()[0], dataset.classWeights()[1], dataset.classWeights()[2]);
    assertThat(
            Reports.bare(dataset, List.of()).recipe(unweighted, "none").build().dataset().classes())
        .extracting(ClassSummary::weight)
        .containsOnly(1f);
  }

  @Test
  void listsTwoHundredOfTheImagesThatWereLeftOutAndCountsAll() {
    ExcludedSummary leftOut = Reports.bare(dataset, List.of()).build().dataset().leftOut();

    assertThat(leftOut.images()).isEqualTo(230);
    assertThat(leftOut.listed()).hasSize(200);
    assertThat(leftOut.byReason().values()).containsExactly(77, 153);
  }

  @Test
  void takesItsStateFromTheVerdict() {
    var refused = new GateVerdict.Refused("worse", null);
    Report report =
        Report.of("id", "clothing", Instant.EPOCH, refused)
            .dataset("m", dataset, List.of())
            .recipe(Recipe.DEFAULT, "none")
            .lineage(new Lineage(null, "base", "imagenet:1", List.of(), null, "0.1.0", "cpu"))
            .build();

    assertThat(report.state()).isEqualTo(Report.State.REJECTED);
    assertThat(report.verdict()).isEqualTo(new ReportedVerdict(false, "worse", null));
    assertThat(report.curves().freeze().best()).isNull();
  }

  @Test
  void getsItsVersionLater() {
    Report report = Reports.bare(dataset, List.of()).build();

    assertThat(report.version()).isNull();
    assertThat(report.withVersion(4).version()).isEqualTo(4);
    assertThat(report.withVersion(4)).isNotEqualTo(report);
    assertThat(report.withVersion(4).seconds().keySet())
        .containsExactly("features", "freeze", "fine-tune", "evaluate");
  }

  @Test
  void addsUpWhatAStepTookBeforeAndAfterAnInterruption() {
    Report report = Reports.bare(dataset, List.of()).took("features", 8.5).build();

    assertThat(report.seconds()).containsEntry("features", 70.0);
  }

  @Test
  void cannotBeWithoutALineage() {
    ReportBuilder builder =
        Report.of("id", "clothing", Instant.EPOCH, new GateVerdict.Passed("first", null))
            .dataset("m", dataset, List.of())
            .recipe(Recipe.DEFAULT, "none");

    assertThatNullPointerException().isThrownBy(builder::build).withMessage("lineage");
  }
}
