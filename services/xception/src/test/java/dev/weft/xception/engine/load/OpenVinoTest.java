package dev.weft.xception.engine.load;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.base.LoadPriority;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.startermodel.StarterModel;
import dev.weft.testsupport.garments.Garments;
import dev.weft.xception.Starter;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.onnx.OnnxCpu;
import dev.weft.xception.engine.openvino.OpenVino;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenVINO itself beside ONNX Runtime, on the starter. Skipped unless the environment variable
 * {@value #VARIABLE} names the folder of its libraries.
 */
class OpenVinoTest {
  static final String VARIABLE = "WEFT_TEST_OPENVINO";
  private static final int IMAGES = 3;
  private static final Garments DRAWN = Garments.seeded(17);
  private static final float FLOAT32 = (float) EngineCandidate.FLOAT32_TOLERANCE;

  @TempDir private static Path directory;
  private static List<EngineCandidate> variants;
  private static ModelFiles files;

  @BeforeAll
  static void make() throws Exception {
    String folder = System.getenv(VARIABLE);
    assumeTrue(folder != null, VARIABLE + " names no folder: nothing is tested with OpenVINO");
    variants = OpenVino.variants(Path.of(folder));
    Path graph = directory.resolve("model-int8.onnx");
    Path ranges = StarterModel.copyRangesTo(directory);
    OnnxExport.writeQuantized(
        Starter.weights(),
        InputSize.XCEPTION,
        ActivationRanges.read(ranges, Starter.weights(), InputSize.XCEPTION),
        graph);
    StarterModel.copyQuantizedTo(directory);
    var golden = QuantizedVariant.readFrom(directory).goldenCase();
    files = Starter.files().with(new ModelFiles.Quantized(graph, golden));
  }

  private static LoadedEngine load(String engines, List<EngineCandidate> candidates) {
    return new Engines(candidates)
        .choose(
            files,
            Starter.golden(),
            new EngineOptions(engines, 0, IMAGES, 0),
            LoadPriority.BACKGROUND);
  }

  private static Engine load(String engine) {
    return load(engine, variants).engine();
  }

  private static Engine onnx(OnnxCpu cpu) {
    return load(cpu.engine(), List.of(cpu)).engine();
  }

  @Test
  void inFloat32ItGivesTheLogitsAndFeaturesOfOnnxRuntimeAtEachBatchSize() {
    try (Engine engine = load("openvino-cpu");
        Engine onnx = onnx(OnnxCpu.inFloat32())) {
      for (int n : new int[] {1, IMAGES, 2}) {
        EngineOutput ours = engine.inferWithFeatures(images(n), n);
        EngineOutput theirs = onnx.inferWithFeatures(images(n), n);
        assertThat(ours.logits()).hasNumberOfRows(n);
        for (int i = 0; i < n; i++) {
          assertThat(ours.logits()[i]).containsExactly(theirs.logits()[i], within(FLOAT32));
          assertThat(ours.features()[i]).containsExactly(theirs.features()[i], within(FLOAT32));
        }
        assertThat(engine.infer(images(n), n)).isDeepEqualTo(ours.logits());
        assertThat(engine.features(images(n), n)).isDeepEqualTo(ours.features());
      }
      assertThat(engine.info().name()).isEqualTo("openvino-cpu");
      assertThat(engine.info().version()).matches("20\\d\\d\\.\\d+\\.\\d+");
      assertThat(engine.residentBytes()).isGreaterThan(80 << 20);
    }
  }

  /** Rounding at other places changes each answer a little, by chance. */
  @Test
  void inIntegersItsFeaturesAreThoseOfOnnxRuntimeButForRounding() {
    try (Engine engine = load("openvino-cpu-int8");
        Engine onnx = onnx(OnnxCpu.inInt8())) {
      float[][] ours = engine.features(images(IMAGES), IMAGES);
      float[][] theirs = onnx.features(images(IMAGES), IMAGES);
      for (int i = 0; i < IMAGES; i++) {
        assertThat(QuantizedTest.correlation(ours[i], theirs[i]))
            .as("features of image %d", i)
            .isGreaterThan(0.8);
      }
      assertThat(engine.info().name()).isEqualTo("openvino-cpu-int8");
    }
  }

  @Test
  void bfloat16IsUsedIfTheProcessorHasIt() {
    EngineReport report =
        variants.stream()
            .filter(variant -> variant.engine().equals("openvino-cpu-bf16"))
            .map(EngineCandidate::examine)
            .findFirst()
            .orElseThrow();
    if (report.usable()) {
      try (Engine engine = load("openvino-cpu-bf16")) {
        assertThat(engine.info().name()).isEqualTo("openvino-cpu-bf16");
      }
    } else {
      assertThat(report.detail()).contains("this processor has no bfloat16");
      assertThatThrownBy(() -> load("openvino-cpu-bf16"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(report.detail());
    }
  }

  @Test
  void autoKeepsTheFastestOfItsVariants() {
    LoadedEngine automatic = load("auto", variants);
    automatic.engine().close();
    assertThat(automatic.reports())
        .extracting(EngineReport::engine)
        .containsExactlyInAnyOrder("openvino-cpu-int8", "openvino-cpu-bf16", "openvino-cpu");
    assertThat(automatic.reports()).filteredOn(EngineReport::usable).hasSize(1);
  }

  @Test
  void anAnswerInIntegersThatIsFurtherOffThanRoundingIsRefused() {
    float[] golden = Starter.golden().logits();
    golden[0] += 4;
    ModelFiles wrong =
        files.with(
            new ModelFiles.Quantized(
                files.quantized().orElseThrow().onnx(), new GoldenCase(golden)));

    assertThatThrownBy(
            () ->
                new Engines(variants)
                    .choose(
                        wrong,
                        new GoldenCase(golden),
                        new EngineOptions("openvino-cpu-int8", 0, 1, 0),
                        LoadPriority.FOREGROUND))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("golden check failed");
  }

  @Test
  void theOtherVariantsSayWhichReleaseTheyWouldUse() {
    assertThat(variants)
        .filteredOn(variant -> !variant.engine().endsWith("bf16"))
        .extracting(EngineCandidate::examine)
        .hasSize(2)
        .allMatch(EngineReport::usable)
        .allMatch(report -> report.detail().matches("OpenVINO 20\\S+ in /.*"));
  }

  @Test
  void aDamagedGraphIsRefused() throws Exception {
    Path graph = directory.resolve("damaged.onnx");
    Files.writeString(graph, "no graph");
    ModelFiles damaged = new ModelFiles(graph, files.weights(), 10, 299, 299);
    EngineCandidate float32 = variants.get(variants.size() - 1);

    assertThatThrownBy(() -> float32.load(damaged, EngineOptions.auto(1)))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("OpenVINO did not read the graph");
  }

  @Test
  void closingWaitsForTheCallsUnderWayAndRefusesLaterOnes() throws Exception {
    Engine engine = load("openvino-cpu");
    CompletableFuture<float[][]> call =
        CompletableFuture.supplyAsync(() -> engine.infer(images(IMAGES), IMAGES));

    engine.close();
    engine.close();

    assertThatThrownBy(() -> engine.infer(images(1), 1)).hasMessageContaining("is closed");
    CompletableFuture<Boolean> outcome =
        call.handle((logits, error) -> error == null || error.getMessage().contains("is closed"));
    assertThat(outcome.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Drawn garments. */
  private static FloatBuffer images(int n) {
    int length = Preprocessing.XCEPTION.tensorLength();
    FloatBuffer images =
        ByteBuffer.allocateDirect(n * length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    for (int i = 0; i < n; i++) {
      ImageReaders.create(DecodeLimits.DEFAULT)
          .read(DRAWN.draw(i).jpeg(), Preprocessing.XCEPTION, images.slice(i * length, length));
    }
    return images;
  }
}
