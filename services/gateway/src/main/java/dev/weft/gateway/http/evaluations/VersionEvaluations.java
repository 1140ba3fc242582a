package dev.weft.gateway.http.evaluations;

import dev.weft.evaluation.Comparison;
import dev.weft.evaluation.CorruptEvaluationException;
import dev.weft.evaluation.EvaluationSet;
import dev.weft.gateway.http.models.KnownVersions;
import dev.weft.gateway.http.problem.ProblemException;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.models.Evaluations;
import dev.weft.modelstore.ModelManifest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds evaluations, or throws the problem that there is none. */
@Singleton
public final class VersionEvaluations {

  private final Evaluations evaluations;
  private final KnownVersions versions;

  VersionEvaluations(Evaluations evaluations, KnownVersions versions) {
    this.evaluations = evaluations;
    this.versions = versions;
  }

  /** The evaluation of a version. */
  EvaluationJson of(ModelManifest manifest, EvaluationQuery query) {
    EvaluationSet answers = find(manifest).orElseThrow(() -> none(manifest));
    return evaluation(answers, manifest.version(), query);
  }

  /**
   * The evaluation of the version that a training produced, or that its gate rejected.
   *
   * @param trainingId the training whose trainer wrote the evaluation
   * @param version that was published; null if none was
   */
  public EvaluationJson of(String trainingId, Integer version, EvaluationQuery query) {
    EvaluationSet answers =
        find(trainingId)
            .orElseThrow(
                () ->
                    ProblemKind.NO_EVALUATION.exception(
                        ("Training %s has not evaluated a version yet, or was run by a release"
                                + " that did not store predictions for held-out images.")
                            .formatted(trainingId)));
    return evaluation(answers, version, query);
  }

  private EvaluationJson evaluation(EvaluationSet answers, Integer version, EvaluationQuery query) {
    if (query.against() == null) {
      return EvaluationJson.of(answers, version, query, null, null);
    }
    ModelManifest other = versions.require(answers.model(), query.against());
    if (version != null && other.version() == version) {
      throw Parameters.bad("against must be a version other than %d.", version);
    }
    EvaluationSet others = find(other).orElse(null);
    Comparison comparison =
        Comparison.of(
            answers,
            version == null ? 0 : version,
            others,
            other.version(),
            query.sliceOf(answers));
    if (comparison.images() == 0) {
      throw incomparable(other, others == null);
    }
    return EvaluationJson.of(answers, version, query, other.version(), comparison);
  }

  private Optional<EvaluationSet> find(ModelManifest manifest) {
    return manifest.origin().training() == null
        ? Optional.empty()
        : find(manifest.origin().training().trainingId());
  }

  private Optional<EvaluationSet> find(String trainingId) {
    try {
      return evaluations.of(trainingId);
    } catch (CorruptEvaluationException e) {
      throw ProblemKind.EVALUATION_UNUSABLE.exception(
          ("The predictions that training %s stored for held-out images are corrupt:"
                  + " %s. Restore the object from a backup, or train again.")
              .formatted(trainingId, e.getMessage()));
    }
  }

  private static ProblemException none(ModelManifest manifest) {
    int version = manifest.version();
    return ProblemKind.NO_EVALUATION.exception(
        manifest.origin().training() == null
            ? "Version %d was not trained by this installation, so it is unknown which images were held out of its training. A version that is trained while version %d is serving can be compared with it: POST /v1/trainings, then request the evaluation of the new version with against=%d."
                .formatted(version, version, version)
            : "Version %d was trained by a release that did not store predictions for held-out images. POST /v1/trainings to train a version that has an evaluation; if version %d is serving at that time, request the new version's evaluation with against=%d to compare them."
                .formatted(version, version, version));
  }

  private static ProblemException incomparable(ModelManifest other, boolean isOld) {
    return ProblemKind.NOTHING_TO_COMPARE.exception(
        "No held-out image is known to be new to both versions%s. A version that is trained while version %d is serving can be compared with it: serve version %d and POST /v1/trainings."
            .formatted(
                isOld ? ", and version %d has no evaluation".formatted(other.version()) : "",
                other.version(),
                other.version()));
  }
}
