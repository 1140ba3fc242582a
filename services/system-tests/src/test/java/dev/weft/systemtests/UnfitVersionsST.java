package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutOutcome;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.systemtests.RolloutTopics.Answer;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each version is unfit for another reason, and is rolled back automatically. */
@Alone
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnfitVersionsST {

  private static final RolloutPolicy POLICY =
      Recipes.policy(
          RolloutStrategy.CANARY,
          List.of(RolloutStep.weight(50), RolloutStep.judged(1000)),
          Recipes.condition(RolloutMetric.ACCURACY, "difference >= -0.1"),
          Recipes.condition(RolloutMetric.INFER_P95, "ratio <= 3"),
          Recipes.condition(RolloutMetric.FAILURE_RATE, "value <= 0.1"));

  private RolloutScene scene;
  private WeftProcess weft;
  private RolloutApi rollouts;

  @BeforeAll
  void start(@TempDir Path folder) {
    scene = new RolloutScene(folder);
    scene.publish(1, ColourNetwork.right());
    weft = scene.leader().awaitReady();
    rollouts = new RolloutApi(weft);
    rollouts.policy(POLICY);
  }

  @AfterAll
  void stop() {
    scene.close();
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        Arguments.of(2, "accuracy", ColourNetwork.right().permuted()),
        Arguments.of(3, "infer-p95", ColourNetwork.right().slowedBy(300)),
        // A fifth of the images is brighter than this value.
        Arguments.of(4, "failure-rate", ColourNetwork.right().failingAbove(0.87)));
  }

  @ParameterizedTest(name = "version {0} fails by {1}")
  @MethodSource("versions")
  void aVersionThatIsUnfitIsRolledBackByItselfForTheRightReason(
      int version, String metric, ColourNetwork network) {
    List<String> uploaded;
    try (Traffic traffic = new Traffic("unfit-" + version, weft, 20, true)) {
      scene.publish(version, network);
      RolloutState state =
          rollouts.awaitState(
              "the end of version " + version,
              TIMEOUT,
              s -> !s.history().isEmpty() && s.history().get(0).version() == version);
      assertThat(state.serving()).isEqualTo(1);
      assertThat(state.history().get(0).outcome()).isEqualTo(RolloutOutcome.ROLLED_BACK);
      assertThat(state.history().get(0).reason()).contains(metric);
      uploaded = traffic.acknowledged();
    }
    try (RolloutTopics topics = new RolloutTopics(scene.bootstrapServers())) {
      topics.readAnswers();
      assertThat(topics.answers())
          .filteredOn(Answer::isOfUser)
          .filteredOn(answer -> uploaded.contains(answer.image()))
          .extracting(Answer::image)
          .as("every image is answered, whatever the candidate did")
          .containsExactlyInAnyOrderElementsOf(uploaded);
    }
  }
}
