package dev.weft.classifier.serving;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.classifier.loadcheck.LoadLimits;
import dev.weft.events.ModelRef;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.load.Engines;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Candidates that ONNX Runtime rejects, or that would crash the process that loads them. Their
 * checksums are correct and their graphs contain only allowed operators.
 */
@Timeout(900)
class UnsafeCandidatesTest {

  private static final long PLENTY = 1L << 40;

  @TempDir private Path dir;
  private TinyModels models;
  private final List<ReplicaScene> replicas = new ArrayList<>();

  @BeforeEach
  void publishOne() throws Exception {
    models = new TinyModels(dir);
    models.publish();
  }

  @AfterEach
  void close() {
    replicas.forEach(ReplicaScene::close);
  }

  /** Starts the replica, or restarts it. */
  private ReplicaScene start(LoadGuard guard) {
    replicas.forEach(ReplicaScene::close);
    var replica = new ReplicaScene(models, dir, PLENTY, guard, new SharedMemory());
    replicas.add(replica);
    return replica;
  }

  record Kind(String name, String reason, Consumer<ModelProto.Builder> edit) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** ONNX Runtime 1.23 crashed on these graphs with SIGFPE and SIGSEGV. */
  static Stream<Kind> invalid() {
    return Stream.of(
        new Kind(
            "a convolution that does not move on",
            "strides must only contain positive values",
            firstDo(conv(numbers("strides", 0, 0)))),
        new Kind(
            "a pool that does not move on",
            "strides must only contain positive values",
            firstDo(
                TinyModels.node("MaxPool", "x", "images")
                    .addAttribute(numbers("kernel_shape", 3, 3))
                    .addAttribute(numbers("strides", 0, 0)))),
        new Kind(
            "a convolution that begins outside of the image",
            "pads must not contain negative values",
            firstDo(conv(numbers("pads", -10, -10, -10, -10)))));
  }

  private static Kind takingAllMemory() {
    return new Kind(
        "a frame of 9,000 pixels takes all memory",
        "MiB of memory",
        firstDo(conv(numbers("pads", 9000, 9000, 9000, 9000))));
  }

  private static NodeProto.Builder conv(AttributeProto.Builder attribute) {
    return TinyModels.node("Conv", "x", "images", "w").addAttribute(attribute);
  }

  private static AttributeProto.Builder numbers(String name, long... values) {
    return TinyModels.attribute(name)
        .setType(AttributeType.INTS)
        .addAllInts(LongStream.of(values).boxed().toList());
  }

  /** Inserts a node that processes the image before all others. */
  private static Consumer<ModelProto.Builder> firstDo(NodeProto.Builder first) {
    return model -> {
      var graph = model.getGraphBuilder();
      List<NodeProto> rest = List.copyOf(graph.getNodeList());
      graph.clearNode().addNode(first);
      graph.addNode(rest.get(0).toBuilder().setInput(0, first.getOutput(0)));
      graph.addAllNode(rest.subList(1, rest.size()));
      var weights = TensorProto.newBuilder().setName("w");
      weights.setDataType(TensorProto.DataType.FLOAT_VALUE);
      weights.addAllDims(List.of(3L, 3L, 1L, 1L));
      for (int i = 0; i < 9; i++) {
        weights.addFloatData(0.1f * i);
      }
      graph.addInitializer(weights);
    };
  }

  private int publishUnsafe(Kind kind) throws Exception {
    int version = models.publish();
    models.editGraph(version, kind.edit());
    return version;
  }

  private static void assertAnswers(ReplicaScene replica, int version) {
    FloatBuffer image =
        ByteBuffer.allocateDirect(3 * 71 * 71 * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try (var lease = replica.held.lease("x")) {
      assertThat(lease.route().model().ref().version()).isEqualTo(version);
      assertThat(lease.route().model().engine().infer(image, 1)[0]).hasSize(3);
    }
  }

  private static void awaitState(ReplicaScene replica, int version, State state) {
    await(version + " " + state)
        .atMost(TIMEOUT)
        .until(() -> replica.report(version).filter(v -> v.state() == state).isPresent());
  }

  private static String reason(ReplicaScene replica, int version) {
    return replica.report(version).orElseThrow().reason();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void aCandidateThatOnnxRuntimeRejectsIsRefusedWithItsReason(Kind kind) throws Exception {
    var replica = start(Guards.checked(dir));
    replica.say(1);
    awaitState(replica, 1, State.READY);
    int version = publishUnsafe(kind);

    replica.say(1, version, "r", 100, 0);

    awaitState(replica, version, State.REFUSED);
    assertThat(reason(replica, version)).contains("ONNX Runtime rejected", kind.reason());
    assertAnswers(replica, 1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCandidateThatTakesAllMemoryIsGivenUpWhileWhatServesGoesOn() throws Exception {
    var replica = start(Guards.checked(dir));
    replica.say(1);
    awaitState(replica, 1, State.READY);
    int version = publishUnsafe(takingAllMemory());

    replica.say(1, version, "r", 100, 0);

    assertGivenUp(replica, version, takingAllMemory().reason());
  }

  @ParameterizedTest
  @CsvSource({"SIGSEGV, Segfaulting", "SIGFPE, Dividing", "signal 6, Aborting"})
  @EnabledOnOs(OS.LINUX)
  void aCandidateThatCrashesNativeCodeIsGivenUpWhileWhatServesGoesOn(String reason, String main)
      throws Exception {
    Class<?> crashing = Class.forName(Misbehaving.class.getName() + "$" + main);
    var replica = start(Guards.checkedBy(crashing, TIMEOUT, dir));
    replica.say(1);
    awaitState(replica, 1, State.READY);
    int version = models.publish();

    replica.say(1, version, "r", 100, 0);

    assertGivenUp(replica, version, reason);
  }

  private static void assertGivenUp(ReplicaScene replica, int version, String why) {
    awaitState(replica, version, State.REFUSED);
    assertThat(reason(replica, version))
        .contains(why, "gave up after 2 attempts", "weft.classifier.loading.attempts");
    assertAnswers(replica, 1);
  }

  @Test
  void aCandidateThatIsInOrderIsCheckedAndThenAnswers() throws Exception {
    var replica = start(Guards.checked(dir));
    int version = models.publish();
    replica.say(1, version, "r", 100, 0);
    awaitState(replica, version, State.READY);
    assertAnswers(replica, version);
  }

  @Test
  void aCandidateThatHangsIsGivenUpInTime() throws Exception {
    var replica = start(Guards.checkedBy(Misbehaving.Hanging.class, Duration.ofMillis(500), dir));
    int version = models.publish();
    replica.say(1, version, "r", 100, 0);
    awaitState(replica, version, State.REFUSED);
    assertThat(reason(replica, version)).contains("did not finish within PT0.5S");
    assertAnswers(replica, 1);
  }

  @Test
  void whatWasGivenUpIsNotTriedAgainAfterARestartUntilAnotherRollout() throws Exception {
    var replica = start(Guards.checkedBy(Misbehaving.Aborting.class, TIMEOUT, dir));
    int version = models.publish();
    replica.say(1, version, "r", 100, 0);
    awaitState(replica, version, State.REFUSED);

    replica = start(Guards.checkedBy(Misbehaving.Hanging.class, TIMEOUT, dir));
    replica.say(1, version, "r", 100, 0);
    awaitState(replica, 1, State.READY);
    assertThat(replica.report(version).orElseThrow().state()).isEqualTo(State.REFUSED);
    assertThat(reason(replica, version)).contains("signal 6", "gave up after 2 attempts");

    replica = start(Guards.checked(dir));
    replica.say(1, version, "another", 100, 0);
    awaitState(replica, version, State.READY);
  }

  @Test
  void aLoadThatHangsDoesNotKeepOtherModelsWaiting() throws Exception {
    var memory = new SharedMemory();
    var guard = Guards.checkedBy(Misbehaving.Hanging.class, TIMEOUT, dir);
    var stuck = new ReplicaScene(models, dir, PLENTY, guard, memory);
    replicas.add(stuck);
    int version = models.publish();
    stuck.say(1, version, "r", 0, 0);
    awaitState(stuck, 1, State.READY);
    awaitState(stuck, version, State.LOADING);
    var other =
        new ReplicaScene(
            models, dir.resolve("b"), PLENTY, Guards.checked(dir.resolve("b")), memory);
    replicas.add(other);
    other.say(1, version, "r", 0, 0);
    awaitState(other, version, State.READY);
    assertThat(stuck.report(version).orElseThrow().state()).isEqualTo(State.LOADING);
  }

  @Test
  void theFirstVersionOfANewReplicaAndWhatItLoadedBeforeAreNotCheckedAgain() {
    for (int starts = 0; starts < 2; starts++) {
      var replica = start(Guards.checkedBy(Misbehaving.Aborting.class, TIMEOUT, dir));
      replica.say(1);
      awaitState(replica, 1, State.READY);
    }
  }

  @Test
  void aVersionThatTookTheProcessDownIsCheckedBeforeItIsLoadedAgain() {
    Guards.history(dir).begins(new ModelRef(TinyModels.NAME, 1), "revision 1");
    var replica = start(Guards.checkedBy(Misbehaving.Aborting.class, TIMEOUT, dir));
    replica.say(1);
    awaitState(replica, 1, State.FAILED);
    await().atMost(TIMEOUT).until(() -> reason(replica, 1).contains("signal 6"));
    assertThat(replica.held.serving()).isEmpty();
  }

  @Test
  void whileWhatIsToServeCannotBeLoadedTheVersionThatServedBeforeDoesAndItIsTriedOnAndOn()
      throws Exception {
    var replica = start(Guards.checked(dir));
    replica.say(1);
    replica.awaitServed(1);
    int version = models.publish();

    replica = start(Guards.checkedBy(Misbehaving.Segfaulting.class, TIMEOUT, dir));
    replica.say(version);

    replica.awaitServed(1);
    assertAnswers(replica, 1);
    var ref = new ModelRef(TinyModels.NAME, version);
    await()
        .atMost(TIMEOUT)
        .until(() -> Guards.history(dir).past(ref).failures() > Guards.ATTEMPTS + 1);
    assertThat(replica.report(version).orElseThrow().state()).isEqualTo(State.FAILED);
    assertThat(replica.versions.status().serving()).isEqualTo(1);
  }

  /** Native code that hangs cannot be stopped; if it returns later, its result is discarded. */
  @Test
  void aLoadThatHangsInThisProcessEndsForOthersAndIsClosedIfItEverEnds() throws Exception {
    var hangs = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    var limits = new LoadLimits(false, Duration.ofMillis(200), 128L << 20, 0, Guards.ATTEMPTS);
    var guard = new LoadGuard(limits, Guards.history(dir));
    var choice = choice();
    try (var loader =
        new VersionLoader(
            models.store,
            choice,
            guard,
            (files, golden, options, pace) -> {
              awaitLatch(hangs);
              return closing(Engines.load(files, golden, options, pace), closed);
            },
            new LoadOptions(choice))) {
      var memory = new SharedMemory();
      var first = load(loader, memory);
      assertThat(first)
          .isInstanceOfSatisfying(
              LoadResult.Crashed.class,
              crashed -> assertThat(crashed.reason()).contains("did not finish within PT0.2S"));
      assertThat(load(loader, memory))
          .as("not once more beside it")
          .isInstanceOfSatisfying(
              LoadResult.Failed.class,
              failed -> assertThat(failed.reason()).contains("an earlier load has not finished"));
      memory.exclusively(hangs::countDown);
      assertThat(closed.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aLoadThatIsUnderWayWhenTheProcessIsToEndIsNoFailure() throws Exception {
    var begun = new CountDownLatch(1);
    var hangs = new CountDownLatch(1);
    var guard = Guards.unchecked(dir);
    var loader =
        new VersionLoader(
            models.store,
            choice(),
            guard,
            (files, golden, options, pace) -> {
              begun.countDown();
              awaitLatch(hangs);
              return Engines.load(files, golden, options, pace);
            },
            new LoadOptions(choice()));
    var thread =
        new Thread(
            () -> {
              try {
                load(loader, new SharedMemory());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();
    awaitLatch(begun);
    var ref = new ModelRef(TinyModels.NAME, 1);
    assertThat(Guards.history(dir).past(ref).failures()).isEqualTo(1);
    loader.close();
    assertThat(Guards.history(dir).past(ref).failures()).isZero();
    hangs.countDown();
    thread.join();
    assertThat(Guards.history(dir).past(ref).failures()).isZero();
  }

  @Test
  void aVersionThatOnlyOpenVinoCannotLoadServesWithoutIt() throws Exception {
    List<String> loaded = new ArrayList<>();
    try (var loader = withOpenVino(Misbehaving.AbortingWithOpenVino.class, loaded)) {
      assertThat(load(loader, new SharedMemory()))
          .isInstanceOfSatisfying(LoadResult.Ready.class, ready -> ready.model().engine().close());
    }
    assertThat(loaded).containsExactly("onnx-cpu");
    // The next process checks it again: it was loaded here without OpenVINO only.
    try (var loader = withOpenVino(Misbehaving.Aborting.class, loaded)) {
      assertThat(load(loader, new SharedMemory())).isInstanceOf(LoadResult.Crashed.class);
    }
    assertThat(loaded).hasSize(1);
  }

  @Test
  void aLoadThatTookTheProcessDownIsRepeatedWithoutOpenVino() throws Exception {
    Guards.history(dir).begins(new ModelRef(TinyModels.NAME, 1), "revision 1");
    List<String> loaded = new ArrayList<>();
    try (var loader = withOpenVino(Misbehaving.AbortingWithOpenVino.class, loaded)) {
      assertThat(load(loader, new SharedMemory()))
          .isInstanceOfSatisfying(LoadResult.Ready.class, ready -> ready.model().engine().close());
    }
    assertThat(loaded).containsExactly("onnx-cpu");
  }

  /**
   * A loader on a machine with OpenVINO.
   *
   * @param check main class of the child process
   * @param loaded receives the engines that a load in this process may use
   */
  private VersionLoader withOpenVino(Class<?> check, List<String> loaded) {
    var choice = choice("onnx-cpu,openvino-cpu");
    return new VersionLoader(
        models.store,
        choice,
        Guards.checkedBy(check, TIMEOUT, dir),
        (files, golden, options, pace) -> {
          loaded.add(options.engine());
          return Engines.load(files, golden, options, pace);
        },
        new LoadOptions(
            choice,
            options ->
                options.allows("openvino-cpu") ? Optional.of("a release") : Optional.empty()));
  }

  private static LoadResult load(VersionLoader loader, SharedMemory memory)
      throws InterruptedException {
    var result = new AtomicReference<LoadResult>();
    loader.load(1, "revision 1", true, memory, result::set);
    return result.get();
  }

  private ModelChoice choice() {
    return choice("onnx-cpu");
  }

  private ModelChoice choice(String engine) {
    return new ModelChoice(
        TinyModels.NAME,
        0,
        engine,
        1,
        2,
        dir.resolve("cache"),
        PLENTY,
        1L << 30,
        Duration.ofMillis(20),
        Duration.ofMillis(20));
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Engine closing(Engine engine, CountDownLatch closed) {
    return (Engine)
        java.lang.reflect.Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                closed.countDown();
              }
              return method.invoke(engine, arguments);
            });
  }
}
