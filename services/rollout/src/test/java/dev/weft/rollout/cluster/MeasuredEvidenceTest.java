package dev.weft.rollout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelMeasured.LabeledConfidence;
import dev.weft.events.model.ModelMeasured.Moments;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.Kind;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Rollout;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.rollout.judge.MeasuredFigures;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.judge.interval.PairedLabels;
import dev.weft.rollout.state.InProgress;
import dev.weft.rollout.state.ModelState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasuredEvidenceTest {
  private static final Instant BEGUN = Instant.parse("2026-11-24T12:00:00Z");
  private static final Instant EXPOSED = BEGUN.plusSeconds(60);

  @Test
  void bothVersionsAreMeasuredInTheirRolesSinceTheSharesAreWhatTheyAre() {
    assertThat(asked(10, 0))
        .containsExactly("clothing:2 [CANARY] " + EXPOSED, "clothing:1 [PRIMARY] " + EXPOSED);
    assertThat(asked(0, 100)).contains("clothing:2 [SHADOW] " + EXPOSED);
    assertThat(asked(10, 100)).contains("clothing:2 [CANARY, SHADOW] " + EXPOSED);
  }

  @Test
  void evidenceIsKnownOnceItsFiguresAreComplete() {
    var complete = new AtomicBoolean();
    var evidence =
        new MeasuredEvidence((version, roles, since) -> figures(version), complete::get, null);
    assertThat(evidence.isKnown()).isFalse();

    complete.set(true);
    assertThat(evidence.isKnown()).isTrue();
  }

  private static List<String> asked(int weight, int shadow) {
    List<String> asked = new ArrayList<>();
    var evidence =
        new MeasuredEvidence(
            (version, roles, since) -> {
              asked.add(version + " " + roles + " " + since);
              return figures(version);
            },
            () -> true,
            (condition, confidence, candidate, serving, pairs) ->
                new Reading(
                    Verdict.SUCCESSFUL,
                    candidate.images(),
                    serving.images(),
                    confidence,
                    pairs.both(),
                    false,
                    true));
    InProgress state = state(weight, shadow);
    var condition = state.progress().analysis().conditions().get(0);
    assertThat(evidence.reading(state.servingState(), state.progress(), condition))
        .isEqualTo(new Reading(Verdict.SUCCESSFUL, 2, 1, 0.95, 7, false, true));
    return asked;
  }

  private static InProgress state(int weight, int shadow) {
    var rollout =
        new Rollout(
            "id",
            2,
            1,
            Phase.PROGRESSING,
            0,
            RolloutPolicy.DEFAULT.steps(),
            RolloutPolicy.Analysis.DEFAULT,
            weight,
            shadow,
            BEGUN,
            BEGUN,
            EXPOSED,
            null,
            List.of());
    return (InProgress)
        ModelState.of(
            new RolloutChanged(
                "clothing",
                3,
                1,
                false,
                null,
                rollout,
                null,
                null,
                2,
                Cause.of(Kind.POLICY, null),
                EXPOSED,
                null));
  }

  /** Figures whose number of images is the version's number. */
  private static MeasuredFigures figures(ModelRef version) {
    var none = new Histogram(1);
    return new MeasuredFigures(
        version.version(),
        0,
        0,
        none,
        none,
        Moments.NONE,
        Moments.NONE,
        Map.of(),
        0,
        0,
        0,
        0,
        LabeledConfidence.NONE,
        LabeledConfidence.NONE,
        Map.of(1, new PairedLabels(7, 0, 0, 0)));
  }
}
