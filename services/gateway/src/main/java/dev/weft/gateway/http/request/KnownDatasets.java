package dev.weft.gateway.http.request;

import dev.weft.datasets.NamedDataset;
import dev.weft.datasets.NamedDatasets;
import dev.weft.events.label.DatasetName;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import jakarta.inject.Singleton;

/** Data sets that requests may name. */
@Singleton
public final class KnownDatasets {

  private final NamedDatasets datasets;

  KnownDatasets(NamedDatasets datasets) {
    this.datasets = datasets;
  }

  /** A data set, or throws the problem that there is none. */
  public NamedDataset require(String name) {
    return datasets.find(name).orElseThrow(() -> noSuchDataset(name));
  }

  /** The problem that a data set does not exist. */
  public static ProblemException noSuchDataset(String name) {
    String shown = DatasetName.isValid(name) ? name : "that name";
    return ProblemKind.NO_SUCH_DATASET.exception(
        "No data set is named " + shown + "; create it with POST /v1/datasets.");
  }
}
