package dev.weft.xception.engine.load;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static dev.weft.xception.engine.EngineCandidate.Exactness.BFLOAT16;
import static dev.weft.xception.engine.EngineCandidate.Exactness.FLOAT;
import static dev.weft.xception.engine.EngineCandidate.Exactness.INT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.base.LoadPriority;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.Starter;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.engine.UnsupportedEngineException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  private static final ModelFiles FILES =
      new ModelFiles(Path.of("absent.onnx"), Path.of("absent.safetensors"), 2, 71, 71);
  private static final GoldenCase GOLDEN = new GoldenCase(new float[] {1, 2});
  private static final EngineOptions AUTO = EngineOptions.auto(3);

  /** A candidate that returns fixed logits and records the batches that it receives. */
  private static class Fixed implements EngineCandidate, Engine {
    private final String name;
    private final String obstacle;
    private final float[] logits;
    private final List<Integer> batches = new ArrayList<>();
    private boolean closed;

    Fixed(String name, String obstacle, float... logits) {
      this.name = name;
      this.obstacle = obstacle;
      this.logits = logits;
    }

    @Override
    public String engine() {
      return name;
    }

    @Override
    public String variant() {
      return "fixed";
    }

    @Override
    public Optional<String> obstacle() {
      return Optional.ofNullable(obstacle);
    }

    @Override
    public double tolerance() {
      return FLOAT32_TOLERANCE;
    }

    @Override
    public Engine load(ModelFiles files, EngineOptions options) {
      if (logits.length == 0) {
        throw new EngineException("cannot load");
      }
      return this;
    }

    @Override
    public EngineInfo info() {
      return new EngineInfo(name, "1", "test", 1);
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      batches.add(n);
      float[][] all = new float[n][];
      Arrays.fill(all, logits);
      return all;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A correct candidate that is timed against others. */
  private static class Timed extends Fixed {
    Timed(String name) {
      super(name, null, 1, 2);
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  private final AtomicLong clock = new AtomicLong();

  /** A correct candidate that takes a fixed time by {@link #clock}. */
  private final class Taking extends Timed {
    private final int millis;
    private final Exactness exactness;

    Taking(String name, int millis, Exactness exactness) {
      super(name);
      this.millis = millis;
      this.exactness = exactness;
    }

    @Override
    public Exactness exactness() {
      return exactness;
    }

    @Override
    public float[][] infer(FloatBuffer images, int n) {
      clock.addAndGet(millis * 1_000_000L);
      return super.infer(images, n);
    }
  }

  private Engines timed(EngineCandidate... candidates) {
    return new Engines(List.of(candidates), clock::get);
  }

  @Test
  void autoTakesTheFirstThatIsThereAndRightAndSaysWhyOthersWereNot() {
    Fixed absent = new Fixed("onnx-cuda", "no GPU", 1, 2);
    Fixed broken = new Fixed("dl4j-cuda", null);
    Fixed wrong = new Fixed("onnx-cpu", null, 1, 2.5f);
    Fixed right = new Fixed("dl4j-cpu", null, 1, 2.0005f);

    LoadedEngine loaded =
        new Engines(List.of(absent, broken, wrong, right))
            .choose(FILES, GOLDEN, AUTO, LoadPriority.FOREGROUND);

    assertThat(loaded.engine()).isSameAs(right);
    assertThat(right.batches).containsExactly(1, 3);
    assertThat(wrong.closed).isTrue();
    assertThat(right.closed).isFalse();
    assertThat(loaded.reports())
        .extracting(EngineReport::usable)
        .containsExactly(false, false, false, true);
    assertThat(loaded.reports().get(0).detail()).isEqualTo("no GPU");
    assertThat(loaded.reports().get(1).detail()).isEqualTo("cannot load");
    assertThat(loaded.reports().get(2).detail())
        .contains("golden check failed at batch 1: logit 1 of image 0 is 2.5 instead of 2.0");
  }

  @Test
  void aNamedEngineIsTakenOrRefusedButNotReplaced() {
    Fixed wrong = new Fixed("onnx-cpu", null, Float.NaN, 2);
    Fixed right = new Fixed("dl4j-cpu", null, 1, 2);
    Engines engines = new Engines(List.of(wrong, right));

    assertThat(
            engines
                .choose(
                    FILES, GOLDEN, new EngineOptions("dl4j-cpu", 1, 1, 0), LoadPriority.FOREGROUND)
                .engine())
        .isSameAs(right);
    assertThatThrownBy(
            () ->
                engines.choose(
                    FILES, GOLDEN, new EngineOptions("onnx-cpu", 1, 1, 0), LoadPriority.FOREGROUND))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no engine can run this model")
        .hasMessageContaining("onnx-cpu (fixed): the golden check failed");
    assertThatThrownBy(
            () ->
                engines.choose(
                    FILES, GOLDEN, new EngineOptions("tpu", 1, 1, 0), LoadPriority.FOREGROUND))
        .hasMessageContaining(
            "the engine tpu does not exist; available are auto, onnx-cpu, dl4j-cpu");
  }

  @Test
  void ofSeveralNamedEnginesTheFirstThatIsRightIsTaken() {
    Fixed other = new Fixed("dl4j-cuda", null, 1, 2);
    Fixed wrong = new Fixed("onnx-cpu", null, Float.NaN, 2);
    Fixed right = new Fixed("dl4j-cpu", null, 1, 2);
    Engines engines = new Engines(List.of(other, wrong, right));

    assertThat(choose(engines, "dl4j-cpu, onnx-cpu").engine()).isSameAs(right);
    assertThat(wrong.closed).isTrue();
    assertThat(other.batches).isEmpty();
    assertThatThrownBy(() -> choose(engines, "onnx-cpu,tpu"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining(
            "the engine tpu does not exist; available are auto, dl4j-cuda, onnx-cpu");
  }

  @Test
  void ofThoseThatAreTimedOneStaysAndTheOthersAreClosed() {
    Fixed one = new Timed("onnx-cpu-int8");
    Fixed other = new Timed("onnx-cpu");
    Fixed last = new Fixed("dl4j-cpu", null, 1, 2);

    LoadedEngine loaded = choose(new Engines(List.of(one, other, last)), "auto");

    assertThat(loaded.engine()).isIn(one, other);
    Fixed chosen = (Fixed) loaded.engine();
    assertThat(chosen.closed).isFalse();
    assertThat((chosen == one ? other : one).closed).isTrue();
    assertThat(one.batches).isEqualTo(other.batches).hasSizeGreaterThan(2);
    assertThat(last.batches).isEmpty();
    assertThat(loaded.reports())
        .extracting(EngineReport::usable)
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void whatIsTimedAloneIsNotTimed() {
    Fixed broken = new Fixed("onnx-cpu-int8", null);
    Fixed right = new Timed("onnx-cpu");

    assertThat(choose(new Engines(List.of(broken, right)), "auto").engine()).isSameAs(right);
    assertThat(right.batches).as("the golden check alone").containsExactly(1);
  }

  @Test
  void whatWasLoadedIsClosedWhereMemoryRunsOutForTheNext() {
    Fixed one = new Timed("onnx-cpu-int8");
    Fixed other =
        new Timed("onnx-cpu") {
          @Override
          public Engine load(ModelFiles files, EngineOptions options) {
            throw new OutOfMemoryError("none left");
          }
        };

    assertThatThrownBy(() -> choose(new Engines(List.of(one, other)), "auto"))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(one.closed).isTrue();
  }

  @Test
  void ofManyThatAreTimedTwoAtMostAreLoadedAtATime() {
    List<Timed> open = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    List<EngineCandidate> candidates = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      candidates.add(
          new Timed("engine-" + i) {
            @Override
            public Engine load(ModelFiles files, EngineOptions options) {
              open.add(this);
              counts.add(open.size());
              return super.load(files, options);
            }

            @Override
            public void close() {
              open.remove(this);
              super.close();
            }
          });
    }

    LoadedEngine loaded = choose(new Engines(candidates), "auto");

    assertThat(counts).containsExactly(1, 2, 2, 2, 2);
    assertThat(open).hasSize(1).first().isSameAs(loaded.engine());
    assertThat(loaded.reports()).extracting(EngineReport::usable).hasSize(5).containsOnlyOnce(true);
  }

  @Test
  void whatFailsWhileItIsTimedIsClosedAndTheOtherStays() {
    Fixed one = new Timed("onnx-cpu");
    Fixed other =
        new Timed("openvino-cpu") {
          @Override
          public float[][] infer(FloatBuffer images, int n) {
            if (((Fixed) this).batches.size() == 1) {
              throw new EngineException("the second run fails");
            }
            return super.infer(images, n);
          }
        };

    LoadedEngine loaded = choose(new Engines(List.of(one, other)), "auto");

    assertThat(loaded.engine()).isSameAs(one);
    assertThat(other.closed).isTrue();
    assertThat(one.closed).isFalse();
    assertThat(loaded.reports().get(0).detail()).isEqualTo("the second run fails");
  }

  @Test
  void laterVersionsUseTheEngineThatWonWithoutAnotherComparison() {
    Fixed gpu = new Fixed("onnx-cuda", "no GPU", 1, 2);
    Fixed slow = new Taking("onnx-cpu", 2, FLOAT);
    Fixed fast = new Taking("openvino-cpu", 1, FLOAT);
    Engines engines = timed(gpu, slow, fast);
    assertThat(choose(engines, "auto").engine()).isSameAs(fast);
    int before = slow.batches.size();

    LoadedEngine again = choose(engines, "auto");

    assertThat(again.engine()).isSameAs(fast);
    assertThat(slow.batches).as("not loaded again").hasSize(before);
    assertThat(again.reports())
        .extracting(EngineReport::engine)
        .containsExactly("onnx-cuda", "openvino-cpu");
    assertThat(choose(engines, "onnx-cpu,openvino-cpu").reports())
        .as("other options are another comparison")
        .hasSize(2);
  }

  @Test
  void anEngineThatTheProcessorDoesNotSupportIsNoReasonToCompareAgain() {
    Fixed unsupported =
        new Timed("openvino-cpu-bf16") {
          @Override
          public Engine load(ModelFiles files, EngineOptions options) {
            clock.addAndGet(1);
            throw new UnsupportedEngineException("no bfloat16");
          }
        };
    Engines engines =
        timed(new Taking("onnx-cpu", 2, FLOAT), unsupported, new Taking("openvino-cpu", 1, FLOAT));
    choose(engines, "auto");

    assertThat(choose(engines, "auto").reports())
        .extracting(EngineReport::engine)
        .containsExactly("openvino-cpu");
    assertThat(clock.get() % 1_000_000).as("loads").isEqualTo(1);
  }

  @Test
  void aVersionThatTheWinnerFailsIsComparedOnTheOthers() {
    Fixed slow = new Taking("onnx-cpu", 2, FLOAT);
    Fixed fast = new Taking("openvino-cpu", 1, FLOAT);
    Engines engines = timed(slow, fast);
    assertThat(choose(engines, "auto").engine()).isSameAs(fast);

    fast.logits[0] = 7;
    LoadedEngine loaded = choose(engines, "auto");

    assertThat(loaded.engine()).isSameAs(slow);
    assertThat(loaded.reports().get(0).detail()).contains("golden check failed");
    fast.logits[0] = 1;
    assertThat(choose(engines, "auto").engine()).as("of the next version").isSameAs(fast);
  }

  @Test
  void aLessExactEngineMustBeNoticeablyFaster() {
    var int8 = new Taking("onnx-cpu-int8", 100, INT8);
    var float32 = new Taking("onnx-cpu", 105, FLOAT);
    var bfloat16 = new Taking("openvino-cpu-bf16", 50, BFLOAT16);

    assertThat(choose(timed(int8, float32), "auto").engine()).isSameAs(float32);
    LoadedEngine loaded = choose(timed(float32, int8), "auto");
    assertThat(loaded.engine()).isSameAs(float32);
    assertThat(loaded.reports().get(0).detail()).contains("more exact");
    assertThat(choose(timed(int8, float32, bfloat16), "auto").engine()).isSameAs(bfloat16);
  }

  @Test
  void theOnlyTimedEngineStaysBeforeItsFallbackOnceItIsKnownToBeTheFastest() {
    var gpu = new Fixed("onnx-cuda", "no GPU", 1, 2);
    var cpu = new Taking("onnx-cpu", 100, FLOAT);
    var fallback = new Fixed("dl4j-cpu", null, 1, 2);
    Engines engines = timed(gpu, cpu, fallback);

    assertThat(choose(engines, "auto").engine()).isSameAs(cpu);
    assertThat(choose(engines, "auto").engine()).isSameAs(cpu);
    assertThat(choose(engines, "auto").engine()).isSameAs(cpu);
  }

  @Test
  void inIntegersLogitsMayDeviateAsMuchAsRoundingChangesThem() {
    Fixed int8 =
        new Fixed("onnx-cpu-int8", null) {
          @Override
          public boolean isQuantized() {
            return true;
          }

          @Override
          public double tolerance() {
            return INT8_TOLERANCE;
          }
        };

    assertThat(int8.tolerance(quantized(1, 2.3f), GOLDEN)).isCloseTo(0.3, within(1e-6));
    assertThat(int8.tolerance(quantized(1, 2.05f), GOLDEN)).isEqualTo(0.1);
    assertThat(new Fixed("onnx-cpu", null).tolerance(quantized(1, 2.3f), GOLDEN)).isEqualTo(1e-3);
  }

  private static ModelFiles quantized(float... logits) {
    return FILES.with(
        new ModelFiles.Quantized(Path.of("absent-int8.onnx"), new GoldenCase(logits)));
  }

  @Test
  void featuresOfTrainingsComeFromFloatAndFromNothingOptional() {
    assertThat(Engines.forFeatures(AUTO).names())
        .containsExactly("onnx-cuda", "dl4j-cuda", "onnx-cpu", "dl4j-cpu");
    assertThat(Engines.forFeatures(AUTO.with("onnx-cpu-int8,onnx-cpu")).names())
        .containsExactly("onnx-cpu");
    assertThat(Engines.forFeatures(AUTO.with("openvino-cpu,openvino-cpu-bf16")).names())
        .containsExactly("onnx-cpu");
    assertThat(Engines.isFloat("openvino-cpu")).isTrue();
    assertThat(Engines.isFloat("openvino-cpu-bf16")).isFalse();
    assertThat(Engines.isFloat("openvino-cpu-int8")).isFalse();
    assertThat(Engines.isFloat("onnx-cpu-int8")).isFalse();
  }

  @Test
  void openVinoCanBeLeftOutUnlessNothingElseIsAllowed() {
    assertThat(Engines.withoutOpenVino(AUTO).orElseThrow().names())
        .containsExactly("onnx-cuda", "dl4j-cuda", "onnx-cpu-int8", "onnx-cpu", "dl4j-cpu");
    assertThat(Engines.withoutOpenVino(AUTO.with("openvino-cpu"))).isEmpty();
  }

  private static LoadedEngine choose(Engines engines, String named) {
    return engines.choose(
        FILES, GOLDEN, new EngineOptions(named, 1, 1, 0), LoadPriority.FOREGROUND);
  }

  @Test
  void whatWasTriedIsSaidBeforeWhatIsNotThere() {
    Engines engines =
        new Engines(
            List.of(
                new Fixed("onnx-cuda", "no GPU", 1, 2), new Fixed("onnx-cpu", null, Float.NaN, 2)));

    assertThatThrownBy(
            () ->
                engines.choose(
                    FILES, GOLDEN, new EngineOptions("auto", 1, 1, 0), LoadPriority.FOREGROUND))
        .hasMessageMatching(".*onnx-cpu .*golden check failed.*; onnx-cuda .*no GPU.*");
  }

  @Test
  void thisMachineHasProcessorsAtLeast() {
    assertThat(Engines.available())
        .filteredOn(report -> report.engine().equals("onnx-cpu"))
        .singleElement()
        .matches(EngineReport::usable);
    assertThat(Engines.available()).extracting(EngineReport::engine).contains("dl4j-cuda");
  }

  @Test
  void aDamagedModelIsRefused(@TempDir Path directory) throws Exception {
    byte[] bytes = Files.readAllBytes(Starter.files().onnx());
    for (int at = bytes.length / 2; at < bytes.length / 2 + 4000; at++) {
      bytes[at] ^= 0x40;
    }
    ModelFiles damaged = files(Files.write(directory.resolve("damaged.onnx"), bytes));
    ModelFiles truncated =
        files(Files.write(directory.resolve("truncated.onnx"), Arrays.copyOf(bytes, 1 << 20)));
    EngineOptions options = new EngineOptions("onnx-cpu", 0, 1, 0);

    assertThatThrownBy(() -> Engines.load(damaged, Starter.golden(), options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("golden check failed");
    assertThatThrownBy(() -> Engines.load(truncated, Starter.golden(), options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("it is not an ONNX graph");
  }

  private static ModelFiles files(Path onnx) {
    return new ModelFiles(onnx, Starter.files().weights(), 10, 299, 299);
  }

  @Test
  void closingWaitsForTheCallsUnderWayAndRefusesLaterOnes() throws Exception {
    Engine engine = Engines.load(Starter.files(), Starter.golden(), EngineOptions.auto(1));
    FloatBuffer images = GoldenCheck.images(Starter.files(), 4);
    CompletableFuture<float[][]> call =
        CompletableFuture.supplyAsync(() -> engine.infer(images, 4));

    engine.close();
    engine.close();

    assertThatThrownBy(() -> engine.infer(images, 4)).hasMessageContaining("is closed");
    CompletableFuture<Boolean> outcome =
        call.handle((logits, error) -> error == null || error.getMessage().contains("is closed"));
    assertThat(outcome.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aGoldenCaseOfAnotherModelIsRefused() {
    assertThatThrownBy(() -> Engines.load(Starter.files(), GOLDEN, AUTO))
        .hasMessageContaining("2 logits, but the model has 10 classes");
  }
}
