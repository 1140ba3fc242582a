package dev.weft.trainer.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weft.trainer.evaluate.DoubtfulLabel;
import dev.weft.trainer.evaluate.GateVerdict;
import dev.weft.trainer.recipe.Recipe;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The report of a training: everything needed to assess a version, or to see why there is none.
 * Immutable.
 *
 * @param format version of the JSON format: {@value #FORMAT}
 * @param trainingId the training's id
 * @param model the version's model
 * @param state whether the version was published
 * @param version the version's number; null if it has none (yet)
 * @param startedAt when the run was started
 * @param verdict the gate's verdict
 * @param dataset the data set
 * @param recipe the effective recipe
 * @param folds the folds of the cross-validation that evaluated the version; 0 if it was evaluated
 *     on the test images
 * @param learnedFromAll whether the version was finally trained on all images, including those of
 *     its evaluation, which is then a conservative estimate
 * @param search result of the search for the head's settings; null if there was none
 * @param moreLabels classes that need more labels, most urgent first
 * @param inherited how the parent's classes were handled
 * @param fineTunedFrom first block that was fine-tuned, {@code all} or {@code none}
 * @param curves the phases' epochs
 * @param evaluations evaluations on the same images, in display order
 * @param calibration how the version's probabilities were calibrated; null if they were not
 * @param uncertainty when the version's answers are uncertain; null if there were too few images to
 *     determine it, or the version was rejected
 * @param quantized comparison of its 8-bit graph with float32; null if none was made
 * @param smallerInputs comparisons of smaller input sizes with the version's own, the largest
 *     first; empty if there are none
 * @param doubtfulLabels labels that are probably wrong, most doubtful first
 * @param lookAlikes near-duplicates in the data set
 * @param seconds by step, in the order of the steps
 * @param imagesThroughBase number of images that passed through the base in this run, rather than
 *     being taken from the cache; mirrored ones count separately
 * @param lineage the version's lineage
 * @param pictures file names of the pictures
 * @param picturesMissing why some pictures could not be drawn, for people; null if none is missing
 */
public record Report(
    int format,
    String trainingId,
    String model,
    State state,
    Integer version,
    Instant startedAt,
    ReportedVerdict verdict,
    DatasetSummary dataset,
    Recipe recipe,
    int folds,
    boolean learnedFromAll,
    SearchSummary search,
    List<MoreLabels> moreLabels,
    List<InheritedClass> inherited,
    String fineTunedFrom,
    Curves curves,
    List<Judged> evaluations,
    Calibration calibration,
    UncertaintySummary uncertainty,
    QuantizedSummary quantized,
    List<SmallerInput> smallerInputs,
    List<DoubtfulLabel> doubtfulLabels,
    List<LookAlikes> lookAlikes,
    Map<String, Double> seconds,
    long imagesThroughBase,
    Lineage lineage,
    List<String> pictures,
    String picturesMissing) {
  public static final int FORMAT = 1;

  /** The outcome for the version. */
  public enum State {
    /** It passed the gate and was published. */
    @JsonProperty("published")
    PUBLISHED,
    /** The gate refused it. */
    @JsonProperty("rejected")
    REJECTED
  }

  public Report {
    Objects.requireNonNull(trainingId, "trainingId");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(recipe, "recipe");
    Objects.requireNonNull(fineTunedFrom, "fineTunedFrom");
    Objects.requireNonNull(curves, "curves");
    Objects.requireNonNull(lineage, "lineage");
    moreLabels = List.copyOf(moreLabels);
    inherited = List.copyOf(inherited);
    smallerInputs = List.copyOf(smallerInputs);
    evaluations = List.copyOf(evaluations);
    doubtfulLabels = List.copyOf(doubtfulLabels);
    lookAlikes = List.copyOf(lookAlikes);
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    pictures = List.copyOf(pictures);
  }

  /** Starts the report of a run whose version was evaluated. */
  public static ReportBuilder of(
      String trainingId, String model, Instant startedAt, GateVerdict verdict) {
    return new ReportBuilder(trainingId, model, startedAt, verdict);
  }

  /** Returns the report with the version's number. */
  public Report withVersion(int number) {
    return copy(number, uncertainty, quantized, smallerInputs, pictures, picturesMissing);
  }

  /** Returns the report with the rules for uncertain answers. */
  public Report withUncertainty(UncertaintySummary found) {
    return copy(version, found, quantized, smallerInputs, pictures, picturesMissing);
  }

  /** Returns the report with the comparison of the 8-bit graph. */
  public Report withQuantized(QuantizedSummary found) {
    return copy(version, uncertainty, found, smallerInputs, pictures, picturesMissing);
  }

  /** Returns the report with the comparisons of smaller input sizes. */
  public Report withSmallerInputs(List<SmallerInput> found) {
    return copy(version, uncertainty, quantized, found, pictures, picturesMissing);
  }

  /** Returns the report with the drawn pictures, and why the others are missing. */
  public Report withPictures(List<String> files, String missing) {
    return copy(version, uncertainty, quantized, smallerInputs, files, missing);
  }

  private Report copy(
      Integer number,
      UncertaintySummary uncertain,
      QuantizedSummary inIntegers,
      List<SmallerInput> smaller,
      List<String> files,
      String missing) {
    return new Report(
        format,
        trainingId,
        model,
        state,
        number,
        startedAt,
        verdict,
        dataset,
        recipe,
        folds,
        learnedFromAll,
        search,
        moreLabels,
        inherited,
        fineTunedFrom,
        curves,
        evaluations,
        calibration,
        uncertain,
        inIntegers,
        smaller,
        doubtfulLabels,
        lookAlikes,
        seconds,
        imagesThroughBase,
        lineage,
        files,
        missing);
  }
}
