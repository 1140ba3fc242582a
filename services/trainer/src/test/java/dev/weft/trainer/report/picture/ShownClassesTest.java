package dev.weft.trainer.report.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.trainer.evaluate.Evaluation.ClassFigures;
import dev.weft.trainer.report.Report;
import dev.weft.trainer.report.Reports;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownClassesTest {

  @Test
  void areAllWhereThereIsRoom() {
    ShownClasses shown = ShownClasses.of(Reports.whole(30, 900).build());

    assertThat(shown.names()).isEqualTo(Reports.classes(30));
    assertThat(shown.note()).isEmpty();
  }

  @Test
  void areThoseThatTheLastVersionKnowsWorst() {
    Report report = Reports.whole(45, 1350).build();

    ShownClasses shown = ShownClasses.of(report);

    List<ClassFigures> figures = report.evaluations().get(2).evaluation().classes();
    assertThat(shown.names())
        .isSorted()
        .containsExactlyInAnyOrderElementsOf(
            figures.stream()
                .sorted(Comparator.comparing(ClassFigures::f1))
                .limit(30)
                .map(ClassFigures::name)
                .toList());
    assertThat(shown.note()).isEqualTo("; the 30 of 45 classes with the lowest F1");
  }
}
