package dev.weft.events.object;

import dev.weft.events.TrainingId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys of what trainings store: their state and reports, their data sets, and label marks. */
public final class TrainingKeys {

  /** Prefix of what trainings store; the next segment is the training's id. */
  public static final String TRAININGS = "trainings/";

  /** Prefix of the manifests of trainings' data sets. */
  public static final String DATASETS = "datasets/";

  /** Name of a training's file with the id of its data set. */
  public static final String DATASET = "dataset";

  /** Name of a training's report. */
  public static final String REPORT = "report.json";

  private static final String MANIFEST = ".jsonl";
  private static final Pattern REPORT_KEY =
      Pattern.compile(TRAININGS + "(" + TrainingId.PATTERN + ")/" + Pattern.quote(REPORT));

  private TrainingKeys() {}

  /** Prefix of everything that a training stores, with a slash at its end. */
  public static String folder(String trainingId) {
    return TRAININGS + trainingId + "/";
  }

  /** Key of a file of a training. */
  public static String file(String trainingId, String name) {
    return folder(trainingId) + name;
  }

  /** Key of a training's report. */
  public static String report(String trainingId) {
    return file(trainingId, REPORT);
  }

  /** Returns the training whose report has this key; empty if it is not a report's. */
  public static Optional<String> ofReport(String key) {
    Matcher report = REPORT_KEY.matcher(key);
    return report.matches() ? Optional.of(report.group(1)) : Optional.empty();
  }

  /** Key of a data set's manifest. */
  public static String manifest(String datasetId) {
    return DATASETS + datasetId + MANIFEST;
  }

  /** Returns the data set whose manifest has this key; empty if it is not a manifest's. */
  public static Optional<String> ofManifest(String key) {
    return key.startsWith(DATASETS)
            && key.endsWith(MANIFEST)
            && key.length() > DATASETS.length() + MANIFEST.length()
        ? Optional.of(key.substring(DATASETS.length(), key.length() - MANIFEST.length()))
        : Optional.empty();
  }

  /** Key of a model's label mark: which labels its last training has seen. */
  public static String labelMark(String model) {
    return "labels/" + model + ".json";
  }
}
