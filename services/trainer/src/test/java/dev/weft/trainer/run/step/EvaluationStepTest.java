package dev.weft.trainer.run.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.evaluation.EvaluatedImage;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.Tag;
import dev.weft.features.ImageObject;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.GroundTruth;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.files.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationStepTest {
  private static final List<String> CLASSES = List.of("hat", "shirt");

  @Test
  void answersLabelsAndTagsAreKept() {
    EvaluationSet kept = step(0).answers(judged(samples(6), null, List.of()));

    assertThat(kept.classes()).isEqualTo(CLASSES);
    assertThat(kept.serving()).isNull();
    assertThat(kept.heldOut()).isEqualTo(6);
    assertThat(kept.hasAllClasses()).isTrue();
    assertThat(kept.tags()).containsExactly(new Tag("camera", "door"));
    EvaluatedImage first = kept.images().get(0);
    assertThat(first.id()).isEqualTo("i00000");
    assertThat(first.label()).isEqualTo(0);
    assertThat(first.scores().answer()).isEqualTo(1);
    assertThat(first.serving()).isNull();
    assertThat(first.tags()).containsExactly(0);
  }

  @Test
  void theServingVersionsAnswersAreKeptWhereItHadNotLearned() {
    VersionAnswers serving =
        new VersionAnswers(
            List.of("shirt"), IntStream.range(0, 6).mapToObj(i -> new float[] {1}).toList());

    EvaluationSet kept = step(5).answers(judged(samples(6), serving, List.of(2, 4)));

    assertThat(kept.folds()).isEqualTo(5);
    assertThat(kept.serving()).isEqualTo(new EvaluationSet.Serving(3, List.of("shirt")));
    assertThat(kept.images())
        .filteredOn(image -> image.serving() != null)
        .extracting(EvaluatedImage::id)
        .containsExactly("i00002", "i00004");
  }

  @Test
  void ofTooManyImagesSomeAreKept() {
    EvaluationSet kept = step(0).answers(judged(samples(10_050), null, List.of()));

    assertThat(kept.heldOut()).isEqualTo(10_050);
    assertThat(kept.images()).hasSize(EvaluationSet.MAX_IMAGES);
  }

  private static EvaluationStep step(int folds) {
    var plan =
        new Plan(
            "t7",
            "tops",
            3,
            3,
            1,
            null,
            List.of(),
            null,
            Recipe.DEFAULT,
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            Instant.EPOCH);
    return new EvaluationStep(plan, new TrainingDataset(CLASSES, List.of(), List.of()), folds);
  }

  private static List<Sample> samples(int images) {
    return IntStream.range(0, images)
        .mapToObj(
            i ->
                new Sample(
                    "i%05d".formatted(i),
                    new ImageObject("weft", "images/" + i, 7, "%064x".formatted(i)),
                    i % 2,
                    Split.TEST,
                    Map.of("camera", "door", "file", i + ".jpg")))
        .toList();
  }

  private static JudgeStep.Judged judged(
      List<Sample> samples, VersionAnswers serving, List<Integer> unseen) {
    var answers =
        new VersionAnswers(
            CLASSES, samples.stream().map(sample -> new float[] {.25f, .75f}).toList());
    var truth =
        new GroundTruth(
            CLASSES,
            samples.stream()
                .map(sample -> new GroundTruth.Shown(sample.imageId(), CLASSES.get(sample.label())))
                .toList());
    return new JudgeStep.Judged(
        samples, truth, answers, answers, serving, unseen, Optional.empty());
  }
}
