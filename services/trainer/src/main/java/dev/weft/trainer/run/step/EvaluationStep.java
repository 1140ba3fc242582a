package dev.weft.trainer.run.step;

import dev.weft.evaluation.EvaluatedImage;
import dev.weft.evaluation.EvaluationFile;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.evaluation.TagTable;
import dev.weft.evaluation.TopScores;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stores the answers of the new and the serving version for the evaluation's images, whether or not
 * the version passed: metrics are computed from these answers on request.
 */
public final class EvaluationStep {
  private final Plan plan;
  private final TrainingDataset dataset;
  private final int folds;

  /**
   * @param folds the folds of the cross-validation that evaluated the version; 0 if it was
   *     evaluated on the test images
   */
  public EvaluationStep(Plan plan, TrainingDataset dataset, int folds) {
    this.plan = plan;
    this.dataset = dataset;
    this.folds = folds;
  }

  /** Writes the answers to a file and stores it next to the training's report. */
  public void keep(JudgeStep.Judged judged, RunFiles files) {
    Path file = files.work().resolve(EvaluationFile.NAME);
    try {
      EvaluationFile.write(answers(judged), file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the answers to held-out images to " + file, e);
    }
    files.putEvaluation(file);
  }

  /** Selects as many answers as are stored. */
  EvaluationSet answers(JudgeStep.Judged judged) {
    List<Sample> samples = judged.samples();
    Set<String> kept = EvaluationSet.kept(samples.stream().map(Sample::imageId).toList());
    Set<Integer> comparable = new HashSet<>(judged.unseen());
    TagTable tags =
        TagTable.of(
            samples.stream()
                .filter(sample -> kept.contains(sample.imageId()))
                .map(Sample::tags)
                .toList());
    int top = EvaluationSet.top(kept.size(), dataset.classes().size());
    List<EvaluatedImage> images = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (kept.contains(sample.imageId())) {
        images.add(
            new EvaluatedImage(
                sample.imageId(),
                sample.label(),
                TopScores.of(judged.tuned().probabilities().get(i), top),
                comparable.contains(i)
                    ? TopScores.of(judged.serving().probabilities().get(i), top)
                    : null,
                tags.indexes(sample.tags())));
      }
    }
    return new EvaluationSet(
        plan.model(),
        plan.trainingId(),
        folds,
        dataset.classes(),
        judged.serving() == null
            ? null
            : new EvaluationSet.Serving(plan.serving(), judged.serving().classes()),
        tags.tags(),
        samples.size(),
        top,
        images);
  }
}
