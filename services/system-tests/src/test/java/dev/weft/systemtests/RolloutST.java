package dev.weft.systemtests;

import static dev.weft.systemtests.RolloutApi.isServing;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.systemtests.RolloutTopics.Answer;
import dev.weft.testsupport.models.ColourNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutST {

  /** Images per second. */
  private static final int RATE = 20;

  /** Number of images before each event of the test, so that it happens under load. */
  private static final int IMAGES = 60;

  /** Number of images at each checked share. */
  private static final int IMAGES_AT_A_SHARE = 160;

  private static final RolloutPolicy STEP_BY_STEP = policy(RolloutStep.untilResumed());
  private static final RolloutPolicy AT_ONCE = policy();

  @TempDir Path folder;

  /**
   * A policy with shares of 10 and 50 %.
   *
   * @param pause steps after each share
   */
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
      try (Traffic traffic = new Traffic("step", first, RATE, false)) {
        awaitImages(traffic, IMAGES);
        scene.publish(2, ColourNetwork.right());
        rollouts.awaitState("10 %", TIMEOUT, state -> isPausedAt(state, 10));
        awaitImages(traffic, IMAGES_AT_A_SHARE);
        second.kill();
        second.start();
        second.awaitReady();
        rollouts.order(RolloutAction.RESUME);
        rollouts.awaitState("50 %", TIMEOUT, state -> isPausedAt(state, 50));
        awaitImages(traffic, IMAGES_AT_A_SHARE);
        rollouts.order(RolloutAction.RESUME);
        rollouts.awaitState("100 %", TIMEOUT, state -> isServing(state, 2));
        rollouts.policy(AT_ONCE);
        awaitImages(traffic, IMAGES);
        scene.publish(3, ColourNetwork.right());
        rollouts.awaitState("version 3", TIMEOUT, state -> isServing(state, 3));
        awaitImages(traffic, IMAGES);
        uploaded = traffic.acknowledged();
      }
      try (RolloutTopics topics = new RolloutTopics(scene.bootstrapServers())) {
        topics.readAnswers();
        everyImageHasOneAnswer(topics, uploaded);
        imagesGoWhereTheirIdsSay(topics);
        shadowsAnswerNobody(topics);
      }
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
    await().atMost(TIMEOUT).until(() -> traffic.acknowledged().size() >= until);
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

  /**
   * Checks that images are classified by the version that their ids select. That the ids are
   * distributed by the weight is tested in the classifier. Replicas read of a step shortly after it
   * has begun; in its second half both have.
   */
  private static void imagesGoWhereTheirIdsSay(RolloutTopics topics) {
    for (int weight : new int[] {10, 50}) {
      Map.Entry<Instant, Instant> step = topics.exposed(2, weight, 0);
      String rollout = topics.rolloutOf(2);
      List<Answer> answers =
          topics.answers().stream()
              .filter(Answer::isOfUser)
              .filter(a -> a.at().isAfter(step.getKey()) && a.at().isBefore(step.getValue()))
              .sorted(Comparator.comparing(Answer::at))
              .toList();
      assertThat(answers).hasSizeGreaterThan(IMAGES_AT_A_SHARE / 2);
      assertThat(answers).allMatch(a -> a.role().equals(a.version() == 2 ? "canary" : "primary"));
      assertThat(answers)
          .filteredOn(a -> a.version() == 2)
          .isNotEmpty()
          .allMatch(a -> position(rollout + "/" + a.image()) < weight);
      assertThat(answers.subList(answers.size() / 2, answers.size()))
          .as("at %d %%", weight)
          .allMatch(a -> (a.version() == 2) == position(rollout + "/" + a.image()) < weight);
    }
  }

  /**
   * Position of a text in the share as the classifier documents it: the first 53 bits of its
   * SHA-256, in per cent.
   */
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
}
