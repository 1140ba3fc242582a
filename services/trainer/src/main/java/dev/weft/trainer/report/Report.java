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
 * All that someone needs to trust a version, or to see why there is none. Immutable.
 *
 * @param format of this record as JSON: {@value #FORMAT}
 * @param trainingId of the run
 * @param model that the version is of
 * @param state what became of it
 * @param version its number; null if it has none, or none yet
 * @param startedAt when the run was taken up
 * @param verdict what the gate said
 * @param dataset what was trained and judged on
 * @param recipe as it was run, with nothing left to defaults
 * @param folds of the cross-validation that judged; 0 if the test images did
 * @param learnedFromAll whether the version learned from all images in the end, those that judged
 *     it before included: what is said of it is then an estimate, and rather a low one
 * @param search what the search for the head's settings found; null if there was none
 * @param moreLabels where more labels would help, the most wanted first
 * @param inherited what became of the classes that the parent knows
 * @param fineTunedFrom first block that was fine-tuned, {@code all} or {@code none}
 * @param curves how the phases went
 * @param evaluations on the same test images, in the order in which they are shown
 * @param calibration how the version's probabilities were scaled; null if they were not
 * @param uncertainty when the version is not to be relied on; null if there were too few images to
 *     tell, or it was rejected
 * @param quantized what its graph in 8-bit integers was worth; null if none was made
 * @param doubtfulLabels labels that are probably wrong, the most doubtful first
 * @param lookAlikes images of the data set that look the same
 * @param seconds by step, in the order of the steps
 * @param imagesThroughBase that this run computed rather than found computed, flips included
 * @param lineage where the version comes from
 * @param pictures names of the files that were drawn
 * @param picturesMissing why some were not, for people; null if none is missing
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
    List<DoubtfulLabel> doubtfulLabels,
    List<LookAlikes> lookAlikes,
    Map<String, Double> seconds,
    long imagesThroughBase,
    Lineage lineage,
    List<String> pictures,
    String picturesMissing) {
  public static final int FORMAT = 1;

  /** What became of the version. */
  public enum State {
    /** The gate let it pass. */
    @JsonProperty("published")
    PUBLISHED,
    /** The gate did not. */
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
    evaluations = List.copyOf(evaluations);
    doubtfulLabels = List.copyOf(doubtfulLabels);
    lookAlikes = List.copyOf(lookAlikes);
    seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    pictures = List.copyOf(pictures);
  }

  /** Of a run whose version was judged. */
  public static ReportBuilder of(
      String trainingId, String model, Instant startedAt, GateVerdict verdict) {
    return new ReportBuilder(trainingId, model, startedAt, verdict);
  }

  /** The same of a version that has got its number. */
  public Report withVersion(int number) {
    return copy(number, uncertainty, quantized, pictures, picturesMissing);
  }

  /** The same with when the version is not to be relied on. */
  public Report withUncertainty(UncertaintySummary found) {
    return copy(version, found, quantized, pictures, picturesMissing);
  }

  /** The same with what a graph in 8-bit integers was worth. */
  public Report withQuantized(QuantizedSummary found) {
    return copy(version, uncertainty, found, pictures, picturesMissing);
  }

  /** The same with what was drawn, and why the rest was not. */
  public Report withPictures(List<String> files, String missing) {
    return copy(version, uncertainty, quantized, files, missing);
  }

  private Report copy(
      Integer number,
      UncertaintySummary uncertain,
      QuantizedSummary inIntegers,
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
        doubtfulLabels,
        lookAlikes,
        seconds,
        imagesThroughBase,
        lineage,
        files,
        missing);
  }
}
