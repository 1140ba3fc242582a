package dev.weft.classifier.serving;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.pipeline.FakeEngine;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.UncertaintyPolicy;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutVersionsTest {

  private static final long PLENTY = 1L << 40;

  @TempDir private Path dir;
  private TinyModels models;
  private ReplicaScene replica;

  @BeforeEach
  void publishTwo() throws Exception {
    models = new TinyModels(dir);
    models.publish();
    models.publish();
    replica = new ReplicaScene(models, dir, PLENTY);
  }

  @AfterEach
  void close() {
    replica.close();
  }

  private int answering(String imageId) {
    try (var lease = replica.held.lease(imageId)) {
      return lease.route().model().ref().version();
    }
  }

  @Test
  void waitsForAStateAndSaysWhatFor() {
    assertThat(replica.versions.state())
        .isInstanceOfSatisfying(
            LoadingState.Awaited.class,
            awaited -> assertThat(awaited.model()).contains("tiny", "rollout service"));
    assertThat(replica.versions.status().versions()).isEmpty();
  }

  @Test
  void loadsNothingBeforeItHasReadTheNewestState() {
    replica.caughtUp = false;
    replica.say(1);
    assertThat(replica.report(1).orElseThrow().state()).isEqualTo(State.LOADING);
    replica.say(2);
    replica.caughtUp = true;
    replica.await(2, State.READY);
    replica.awaitServed(2);
  }

  @Test
  void loadsACandidateBesideWhatServesAndPromotesItWithoutLoadingItAgain() {
    replica.say(1, 2, "r", 100, 0);
    var report = replica.await(2, State.READY);
    assertThat(report.residentBytes()).isPositive();
    assertThat(answering("x")).isEqualTo(2);
    ServingModel candidate = candidate();

    replica.say(2);

    assertThat(replica.held.serving()).containsSame(candidate);
    replica.awaitServed(1, 2);
    assertThat(replica.versions.status().candidate()).isNull();
    assertThat(replica.report(1)).isEmpty();
  }

  private ServingModel candidate() {
    try (var lease = replica.held.lease("x")) {
      return lease.route().model();
    }
  }

  @Test
  void takesAChangedWeightInAtOnceAndReleasesACandidateThatIsGivenUp() {
    replica.say(1, 2, "r", 0, 0);
    replica.await(2, State.READY);
    assertThat(answering("x")).isEqualTo(1);
    long both = replica.held.residentBytes();
    replica.say(1, 2, "r", 100, 0);
    assertThat(answering("x")).isEqualTo(2);

    replica.say(1);

    assertThat(answering("x")).isEqualTo(1);
    assertThat(replica.held.residentBytes()).isEqualTo(both / 2);
  }

  @Test
  void followsThePolicyForUncertainAnswersWithoutLoadingAnything() {
    replica.say(1);
    replica.await(1, State.READY);
    ServingModel serving = replica.held.serving().orElseThrow();
    assertThat(serving.uncertainty().isReported()).isFalse();

    replica.saysUncertain(new UncertaintyPolicy(null, null, false, 0.9, null, null));
    replica.say(1, 2, "r", 0, 0);
    assertThat(serving.uncertainty().isReported()).isTrue();
    replica.await(2, State.READY);
    replica.say(1, 2, "r", 100, 0);
    assertThat(candidate().uncertainty().isReported()).isTrue();
    replica.saysUncertain(UncertaintyPolicy.OF_VERSION);
    replica.say(1);

    assertThat(replica.held.serving()).containsSame(serving);
    assertThat(serving.uncertainty().isReported()).isFalse();
  }

  @Test
  void goesBackToAVersionThatItMustLoadFirstWhileTheOtherServes() {
    replica.say(2);
    replica.await(2, State.READY);
    replica.say(1);
    assertThat(answering("x")).isEqualTo(2);
    replica.await(1, State.READY);
    assertThat(answering("x")).isEqualTo(1);
    replica.awaitServed(2, 1);
  }

  @Test
  void triesAgainWhatIsNotThereYet() {
    replica.say(1);
    replica.await(1, State.READY);
    byte[] manifest = models.objects.objects().remove(TinyModels.key(2, "manifest.json"));
    replica.say(1, 2, "r", 100, 0);
    assertThat(replica.await(2, State.FAILED).reason()).contains("version 2 is not in the store");
    assertThat(replica.versions.state())
        .isInstanceOfSatisfying(
            LoadingState.Serving.class,
            serving -> assertThat(serving.newerFails()).contains("not in the store"));
    assertThat(answering("x")).isEqualTo(1);
    models.putManifest(2, manifest);
    replica.await(2, State.READY);
    assertThat(answering("x")).isEqualTo(2);
  }

  @Test
  void triesARefusedVersionAgainOnlyInAnotherRollout() throws Exception {
    replica.say(1);
    replica.await(1, State.READY);
    byte[] good = models.objects.objects().get(TinyModels.key(2, "model.onnx"));
    models.objects.put("weft", TinyModels.key(2, "model.onnx"), new byte[8], "x/y");
    replica.say(1, 2, "r", 100, 0);
    replica.await(2, State.REFUSED);
    models.objects.put("weft", TinyModels.key(2, "model.onnx"), good, "x/y");
    replica.say(1, 2, "r", 50, 0);
    assertThat(replica.report(2).orElseThrow().state()).isEqualTo(State.REFUSED);
    replica.say(1, 2, "another", 100, 0);
    replica.await(2, State.READY);
  }

  @Test
  void saysWhyItCannotServeAtAll() throws Exception {
    models.putManifest(1, "no json".getBytes());
    replica.say(1);
    replica.await(1, State.REFUSED);
    replica.say(1, 2, "r", 100, 0);
    assertThat(replica.await(2, State.LOADING).reason())
        .startsWith("it is waiting for version 1, which must serve first: ")
        .contains("manifest.json is not a manifest");
    assertThat(replica.versions.state())
        .isInstanceOfSatisfying(
            LoadingState.Failed.class,
            failed -> assertThat(failed.reason()).contains("manifest.json is not a manifest"));
  }

  @Test
  void refusesBeforeLoadingWhatWouldNotFitAndNamesBothNumbers() throws Exception {
    try (var small = new ReplicaScene(models, dir.resolve("small"), 5L << 20)) {
      small.say(1);
      small.await(1, State.READY);
      models.objects.objects().remove(TinyModels.key(2, "model.onnx"));
      small.say(1, 2, "r", 100, 0);
      assertThat(small.await(2, State.REFUSED).reason())
          .contains("needs about 4 MiB in addition to the 4 MiB in use")
          .contains("may use at most 5 MiB");
    }
  }

  private <T extends LoadingState> void awaitState(Class<T> type, Consumer<T> requirements) {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> assertThat(replica.versions.state()).isInstanceOfSatisfying(type, requirements));
  }

  @Test
  void saysWhyALoadedVersionCannotAnswerAndTriesAgain() {
    replica.refusal = new IllegalArgumentException("the window must be at least 1");
    replica.say(1);
    awaitState(
        LoadingState.Failed.class,
        failed -> assertThat(failed.reason()).contains("tiny:1", "the window must be at least 1"));
    assertThat(replica.served).isEmpty();

    replica.refusal = null;

    replica.awaitServed(1);
    await().atMost(TIMEOUT).until(() -> replica.versions.state().isServing());
    replica.say(2);
    replica.awaitServed(1, 2);
  }

  @Test
  void keepsServingWhileTheNextVersionCannotBeTaken() {
    replica.say(1);
    replica.awaitServed(1);
    replica.refusal = new IllegalStateException("no threads");
    replica.say(2);
    awaitState(
        LoadingState.Serving.class,
        serving -> assertThat(serving.newerFails()).contains("no threads"));
  }

  @Test
  void aCandidateThatDoesNotFitBesideABaseOfTrainingsWaitsUntilThatIsUnloaded() {
    var memory = new SharedMemory();
    var base = new FakeEngine();
    base.residentBytes = 3L << 20;
    memory.add(base);
    Path folder = dir.resolve("shared");
    try (var replica =
        new ReplicaScene(models, folder, 9L << 20, Guards.unchecked(folder), memory)) {
      replica.say(1, 2, "r", 100, 0);
      assertThat(replica.await(2, State.FAILED).reason())
          .contains("needs about 4 MiB", "base of trainings");
      assertThat(memory.isReserved()).isTrue();

      memory.remove(base);

      replica.await(2, State.READY);
    }
  }
}
