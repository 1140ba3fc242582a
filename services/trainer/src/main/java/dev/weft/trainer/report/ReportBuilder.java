package dev.weft.trainer.report;

import dev.weft.trainer.dataset.Dataset;
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

/** Collects a {@link Report}. Data set, recipe and lineage must be told; what is not, is empty. */
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
  private Dataset dataset;
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
   * What was trained and judged on.
   *
   * @param manifestId SHA-256 of the manifest
   * @param classes that the serving version knows; empty if there is none
   */
  public ReportBuilder dataset(String manifestId, Dataset used, Collection<String> classes) {
    manifest = manifestId;
    dataset = used;
    servingClasses = List.copyOf(classes);
    return this;
  }

  /**
   * How it was trained.
   *
   * @param firstBlock that was fine-tuned, {@code all} or {@code none}
   */
  public ReportBuilder recipe(Recipe used, String firstBlock) {
    recipe = used;
    fineTunedFrom = firstBlock;
    return this;
  }

  /** What became of the classes that the parent knows. */
  public ReportBuilder inherited(List<InheritedClass> classes) {
    inherited = List.copyOf(classes);
    return this;
  }

  /** How many folds judged; 0 if the test images did. */
  public ReportBuilder judgedBy(int crossValidationFolds) {
    folds = crossValidationFolds;
    return this;
  }

  /** Whether the version learned from all images in the end, those that judged it included. */
  public ReportBuilder learnedFromAll(boolean all) {
    learnedFromAll = all;
    return this;
  }

  /** What the search for the head's settings found; null if there was none. */
  public ReportBuilder search(SearchSummary found) {
    search = found;
    return this;
  }

  /** How probabilities were scaled; null if there were too few images to tell how. */
  public ReportBuilder calibration(Calibration done) {
    calibration = done;
    return this;
  }

  /** How the freeze phase went. */
  public ReportBuilder freeze(History history) {
    freeze = Curve.of(history);
    return this;
  }

  /** How the fine-tune phase went; an empty history if there was none. */
  public ReportBuilder fineTune(History history) {
    fineTune = Curve.of(history);
    return this;
  }

  /**
   * One version more that answered the test images.
   *
   * @param name one of those that {@link Judged} has
   * @param version its number; null if it has none
   */
  public ReportBuilder judged(String name, Integer version, Evaluation evaluation) {
    evaluations.add(new Judged(name, version, evaluation));
    return this;
  }

  /**
   * What people should look at in the data set.
   *
   * @param doubtful labels that are probably wrong
   * @param alike images that look the same
   */
  public ReportBuilder toLookAt(List<DoubtfulLabel> doubtful, List<LookAlikes> alike) {
    doubtfulLabels = List.copyOf(doubtful);
    lookAlikes = List.copyOf(alike);
    return this;
  }

  /** One step more; what a step that was interrupted took before is added up. */
  public ReportBuilder took(String step, double forSeconds) {
    seconds.merge(step, forSeconds, Double::sum);
    return this;
  }

  /** Images, and flips, that passed through the base in this run. */
  public ReportBuilder imagesThroughBase(long images) {
    imagesThroughBase = images;
    return this;
  }

  /** Where the version comes from. */
  public ReportBuilder lineage(Lineage from) {
    lineage = from;
    return this;
  }

  private List<MoreLabels> moreLabels(DatasetSummary summary) {
    return evaluations.isEmpty()
        ? List.of()
        : MoreLabels.of(verdict, evaluations.get(evaluations.size() - 1).evaluation(), summary);
  }

  /** The report of what was told, without version and pictures. */
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
        doubtfulLabels,
        lookAlikes,
        seconds,
        imagesThroughBase,
        lineage,
        List.of(),
        null);
  }
}
