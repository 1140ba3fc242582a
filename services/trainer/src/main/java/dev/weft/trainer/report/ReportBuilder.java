package dev.weft.trainer.report;

import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.DoubtfulLabel;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.GateVerdict;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.recipe.Recipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds a {@link Report}. Data set, recipe and lineage are required; everything else is empty by
 * default.
 */
public final class ReportBuilder {
  private final String trainingId;
  private final String model;
  private final Instant startedAt;
  private final GateVerdict verdict;
  private final List<Judged> evaluations = new ArrayList<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private List<DoubtfulLabel> doubtfulLabels = List.of();
  private List<LookAlikes> lookAlikes = List.of();
  private String manifest;
  private TrainingDataset dataset;
  private Collection<String> servingClasses = List.of();
  private Recipe recipe;
  private int folds;
  private boolean learnedFromAll;
  private SearchSummary search;
  private Calibration calibration;
  private List<InheritedClass> inherited = List.of();
  private String fineTunedFrom = "none";
  private Curve freeze = Curve.NONE;
  private Curve fineTune = Curve.NONE;
  private long imagesThroughBase;
  private Lineage lineage;

  ReportBuilder(String trainingId, String model, Instant startedAt, GateVerdict verdict) {
    this.trainingId = trainingId;
    this.model = model;
    this.startedAt = startedAt;
    this.verdict = Objects.requireNonNull(verdict, "verdict");
  }

  /**
   * Sets the data set.
   *
   * @param manifestId SHA-256 of the manifest
   * @param classes the classes of the serving version; empty if there is none
   */
  public ReportBuilder dataset(
      String manifestId, TrainingDataset used, Collection<String> classes) {
    manifest = manifestId;
    dataset = used;
    servingClasses = List.copyOf(classes);
    return this;
  }

  /**
   * Sets the recipe.
   *
   * @param firstBlock the first fine-tuned block, {@code all} or {@code none}
   */
  public ReportBuilder recipe(Recipe used, String firstBlock) {
    recipe = used;
    fineTunedFrom = firstBlock;
    return this;
  }

  /** Sets how the parent's classes were handled. */
  public ReportBuilder inherited(List<InheritedClass> classes) {
    inherited = List.copyOf(classes);
    return this;
  }

  /** Sets the number of folds of the evaluation; 0 for an evaluation on the test images. */
  public ReportBuilder judgedBy(int crossValidationFolds) {
    folds = crossValidationFolds;
    return this;
  }

  /**
   * Sets whether the version was finally trained on all images, including those of its evaluation.
   */
  public ReportBuilder learnedFromAll(boolean all) {
    learnedFromAll = all;
    return this;
  }

  /** Sets the result of the search for the head's settings; null if there was none. */
  public ReportBuilder search(SearchSummary found) {
    search = found;
    return this;
  }

  /** Sets the calibration; null if there were too few images for one. */
  public ReportBuilder calibration(Calibration done) {
    calibration = done;
    return this;
  }

  /** Sets the epochs of the freeze phase. */
  public ReportBuilder freeze(History history) {
    freeze = Curve.of(history);
    return this;
  }

  /** Sets the epochs of the fine-tune phase; an empty history if there was none. */
  public ReportBuilder fineTune(History history) {
    fineTune = Curve.of(history);
    return this;
  }

  /**
   * Adds the evaluation of a version.
   *
   * @param name one of the names in {@link Judged}
   * @param version its number; null if it has none
   */
  public ReportBuilder judged(String name, Integer version, Evaluation evaluation) {
    evaluations.add(new Judged(name, version, evaluation));
    return this;
  }

  /**
   * Sets what people should review in the data set.
   *
   * @param doubtful labels that are probably wrong
   * @param alike near-duplicates
   */
  public ReportBuilder toReview(List<DoubtfulLabel> doubtful, List<LookAlikes> alike) {
    doubtfulLabels = List.copyOf(doubtful);
    lookAlikes = List.copyOf(alike);
    return this;
  }

  /** Adds a step's duration; durations of the same step in interrupted runs are summed. */
  public ReportBuilder took(String step, double forSeconds) {
    seconds.merge(step, forSeconds, Double::sum);
    return this;
  }

  /**
   * Sets the number of images that passed through the base in this run; mirrored ones count
   * separately.
   */
  public ReportBuilder imagesThroughBase(long images) {
    imagesThroughBase = images;
    return this;
  }

  /** Sets the lineage. */
  public ReportBuilder lineage(Lineage from) {
    lineage = from;
    return this;
  }

  private List<MoreLabels> moreLabels(DatasetSummary summary) {
    return evaluations.isEmpty()
        ? List.of()
        : MoreLabels.of(verdict, evaluations.get(evaluations.size() - 1).evaluation(), summary);
  }

  /** Builds the report, without the version's number and pictures. */
  public Report build() {
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(recipe, "recipe");
    ReportedVerdict outcome = ReportedVerdict.of(verdict);
    DatasetSummary summary =
        DatasetSummary.of(manifest, dataset, recipe.classWeights(), servingClasses);
    return new Report(
        Report.FORMAT,
        trainingId,
        model,
        outcome.passed() ? Report.State.PUBLISHED : Report.State.REJECTED,
        null,
        startedAt,
        outcome,
        summary,
        recipe,
        folds,
        learnedFromAll,
        search,
        moreLabels(summary),
        inherited,
        fineTunedFrom,
        new Curves(freeze, fineTune),
        evaluations,
        calibration,
        null,
        null,
        List.of(),
        doubtfulLabels,
        lookAlikes,
        seconds,
        imagesThroughBase,
        lineage,
        List.of(),
        null);
  }
}
