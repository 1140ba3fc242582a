package dev.weft.systemtests;

import static dev.weft.systemtests.RolloutApi.isServing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.systemtests.RolloutTopics.Answer;
import dev.weft.systemtests.RolloutTopics.Span;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Alone
class RolloutST {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A second. Half of what two cores bear with broker, store and both replicas on them. */
  private static final int RATE = 25;

  /** New processes are slow for a while, and what came late then comes faster afterwards. */
  private static final int IMAGES_WARM_UP = 500;

  private static final int FEW = 5;

  private static final int SECONDS_BEFORE = 6;
  private static final int SECONDS_AFTER = 3;
  private static final int IMAGES_AT_10 = 600;
  private static final int IMAGES_AT_50 = 600;

  /**
   * Sides depend on ids alone. Of the images with this prefix any 600 in a row are shared to within
   * two points in the rollout with this id, so that chance does not fail the test.
   */
  private static final String PREFIX = "step3655";

  private static final String ROLLOUT = "colours-2-3";

  /** Those that come after it go through the same steps, without waiting for anybody. */
  private static final List<Integer> LATER_VERSIONS = List.of(3, 4);

  private static final RolloutPolicy STEP_BY_STEP = policy(RolloutStep.untilResumed());
  private static final RolloutPolicy AT_ONCE = policy();

  @TempDir Path folder;

  /** What comes after each share, if anything does. */
  private static RolloutPolicy policy(RolloutStep... pause) {
    List<RolloutStep> steps =
        new ArrayList<>(
            List.of(RolloutStep.shadow(100), RolloutStep.judged(), RolloutStep.shadow(0)));
    for (int weight : new int[] {10, 50}) {
      steps.add(RolloutStep.weight(weight));
      steps.addAll(List.of(pause));
    }
    return Recipes.policy(
        RolloutStrategy.SHADOW_CANARY,
        steps,
        Recipes.condition(RolloutMetric.AGREEMENT, "value >= 0.9"),
        Recipes.condition(RolloutMetric.FAILURE_RATE, "value <= 0.05"));
  }

  @Test
  void aVersionEarnsItsTrafficStepByStepAndNoImageIsLostOrAnsweredTwice() {
    try (RolloutScene scene = new RolloutScene(folder)) {
      scene.publish(1, ColourNetwork.right());
      WeftProcess first = scene.leader().awaitReady();
      WeftProcess second = scene.follower("second", scene.storeEndpoint()).awaitReady();
      RolloutApi rollouts = new RolloutApi(first);
      rollouts.policy(STEP_BY_STEP);
      List<String> uploaded;
      try (Traffic traffic = new Traffic(PREFIX, first, RATE, false)) {
        warmUp(traffic, rollouts);
        scene.publish(2, ColourNetwork.right());
        rollouts.awaitState("10 %", PATIENCE, state -> isPausedAt(state, 10));
        awaitImages(traffic, IMAGES_AT_10);
        second.kill();
        second.start();
        second.awaitReady();
        rollouts.order(RolloutAction.RESUME);
        rollouts.awaitState("50 %", PATIENCE, state -> isPausedAt(state, 50));
        awaitImages(traffic, IMAGES_AT_50);
        rollouts.order(RolloutAction.RESUME);
        rollouts.awaitState("100 %", PATIENCE, state -> isServing(state, 2));
        rollouts.policy(AT_ONCE);
        for (int version : LATER_VERSIONS) {
          awaitImages(traffic, (SECONDS_AFTER + SECONDS_BEFORE) * RATE);
          scene.publish(version, ColourNetwork.right());
          rollouts.awaitState("version " + version, PATIENCE, state -> isServing(state, version));
        }
        awaitImages(traffic, SECONDS_AFTER * RATE);
        uploaded = traffic.acknowledged();
      }
      try (RolloutTopics topics = new RolloutTopics(scene.bootstrapServers())) {
        topics.read(uploaded.size(), PATIENCE);
        everyImageHasOneAnswer(topics, uploaded);
        sharesAreTheWeights(topics);
        shadowsAnswerNobody(topics);
        printWhatSwapsCost(topics);
      }
    }
  }

  /** Someone looks at the rollouts all the time, before there is one too. */
  private static void warmUp(Traffic traffic, RolloutApi rollouts) {
    for (int images : List.of(IMAGES_WARM_UP, SECONDS_BEFORE * RATE)) {
      int until = traffic.acknowledged().size() + images;
      rollouts.awaitState(
          "a steady load",
          Duration.ofMinutes(4),
          state -> traffic.acknowledged().size() >= until && traffic.behind() < FEW);
    }
  }

  private static boolean isPausedAt(RolloutState state, int weight) {
    return state.rollout() != null
        && state.rollout().weight() == weight
        && state.rollout().step() < state.rollout().steps().size()
        && state.rollout().steps().get(state.rollout().step()).pause() != null;
  }

  private static void awaitImages(Traffic traffic, int images) {
    int until = traffic.acknowledged().size() + images;
    await().atMost(Duration.ofMinutes(4)).until(() -> traffic.acknowledged().size() >= until);
  }

  private static void everyImageHasOneAnswer(RolloutTopics topics, List<String> uploaded) {
    Map<String, Long> answers =
        topics.answers().stream()
            .filter(Answer::isOfUser)
            .collect(groupingBy(Answer::image, counting()));
    assertThat(answers).containsOnlyKeys(uploaded);
    assertThat(answers.values()).containsOnly(1L);
    assertThat(topics.rejections()).isEmpty();
    assertThat(topics.failures()).isEmpty();
  }

  private static void sharesAreTheWeights(RolloutTopics topics) {
    for (int weight : new int[] {10, 50}) {
      Map.Entry<Instant, Instant> step = topics.exposed(2, weight, 0);
      Instant settled = step.getKey().plusSeconds(2);
      List<Answer> answers =
          topics.answers().stream()
              .filter(Answer::isOfUser)
              .filter(a -> a.at().isAfter(settled) && a.at().isBefore(step.getValue()))
              .toList();
      double share =
          100.0 * answers.stream().filter(a -> a.version() == 2).count() / answers.size();
      assertThat(answers).hasSizeGreaterThan(500);
      assertThat(share).as("share at %d %%", weight).isCloseTo(weight, within(3.0));
      assertThat(answers).allMatch(a -> a.role().equals(a.version() == 2 ? "canary" : "primary"));
    }
  }

  /** As the classifier's documentation has it: the first 53 bits of the SHA-256, in per cent. */
  private static double position(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(digest).getLong() >>> 11) * 0x1p-53 * 100;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void shadowsAnswerNobody(RolloutTopics topics) {
    Map.Entry<Instant, Instant> shadow = topics.exposed(2, 0, 100);
    assertThat(topics.answers())
        .filteredOn(a -> !a.isOfUser() && a.at().isBefore(shadow.getValue()))
        .isNotEmpty()
        .allMatch(a -> a.version() == 2 && a.at().isAfter(shadow.getKey()));
    assertThat(topics.answers())
        .filteredOn(a -> a.isOfUser() && a.at().isBefore(shadow.getValue()))
        .allMatch(a -> a.version() == 1);
  }

  /**
   * A candidate is loaded beside the one that serves, and takes its place. What it costs is told by
   * a clock, which a busy machine spoils: it is printed here, and held by {@code bench rollout}.
   */
  private static void printWhatSwapsCost(RolloutTopics topics) {
    double[] ratios =
        IntStream.rangeClosed(2, LATER_VERSIONS.get(LATER_VERSIONS.size() - 1))
            .mapToDouble(version -> swapToBefore(topics, version))
            .sorted()
            .toArray();
    assertThat(Arrays.stream(ratios).boxed()).allMatch(Double::isFinite);
    System.out.printf(
        "p99 during the swap to that before: %s, median %.2f%n",
        Arrays.toString(ratios), ratios[ratios.length / 2]);
  }

  private static double swapToBefore(RolloutTopics topics, int version) {
    Instant begun = topics.changed(state -> state.at("/rollout/version").asInt() == version);
    Instant shown =
        topics.changed(
            state ->
                state.at("/rollout/version").asInt() == version
                    && state.at("/rollout/shadow").asInt() > 0);
    Instant promoted = topics.changed(state -> state.path("serving").asInt() == version);
    Span loading = new Span(begun, shown.plusSeconds(1));
    Span takingOver = new Span(promoted.minusSeconds(1), promoted.plusSeconds(SECONDS_AFTER));
    double before = topics.typicalP99(new Span(begun.minusSeconds(SECONDS_BEFORE), begun));
    double swap = topics.typicalP99(loading, takingOver);
    System.out.printf(
        "version %d, typical p99 in ms: before %.1f, during the swap %.1f (loading %.1f, taking"
            + " over %.1f)%n",
        version,
        1000 * before,
        1000 * swap,
        1000 * topics.typicalP99(loading),
        1000 * topics.typicalP99(takingOver));
    return swap / before;
  }
}
