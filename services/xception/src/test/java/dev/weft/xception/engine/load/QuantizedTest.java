package dev.weft.xception.engine.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.onnx.OnnxCalibration;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.onnx.OnnxInspection;
import dev.weft.xception.weights.WeightsException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter's graph in 8-bit integers. */
class QuantizedTest {
  private static final InputSize SIZE = InputSize.XCEPTION;
  private static final int IMAGES = 20;
  private static final Garments DRAWN = Garments.seeded(17);

  @TempDir private static Path directory;
  private static ModelFiles files;
  private static ActivationRanges ranges;

  @BeforeAll
  static void make() throws Exception {
    Path graph = directory.resolve("model-int8.onnx");
    ranges =
        OnnxCalibration.write(
            Starter.weights(),
            SIZE,
            taker -> {
              for (int i = 0; i < IMAGES; i++) {
                taker.take(image(i), 1);
              }
            },
            graph,
            0);
    GoldenCase golden = Engines.int8Golden(Starter.files(), graph);
    files = Starter.files().with(new ModelFiles.Quantized(graph, golden));
  }

  @Test
  void itIsAServingGraphOfAQuarterOfTheBytes() throws Exception {
    Path graph = files.quantized().orElseThrow().onnx();

    assertThat(OnnxInspection.complaint(graph, SIZE, 10)).isEmpty();
    assertThat(Files.size(graph)).isLessThan(Files.size(files.onnx()) * 27 / 100);
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(graph);
    }
  }

  @Test
  void itSaysOfMostDrawingsWhatFloat32SaysAndItsFeaturesAreNotShifted() {
    try (Engine quantized = load("onnx-cpu-int8");
        Engine whole = load("onnx-cpu")) {
      assertThat(quantized.info().name()).isEqualTo("onnx-cpu-int8");
      int same = 0;
      double sum = 0;
      double sumInFloat32 = 0;
      for (int i = 0; i < IMAGES; i++) {
        EngineOutput ours = quantized.inferWithFeatures(image(i), 1);
        EngineOutput theirs = whole.inferWithFeatures(image(i), 1);
        assertThat(correlation(ours.features()[0], theirs.features()[0]))
            .as("features of image %d", i)
            .isGreaterThan(0.9);
        same += best(ours.logits()[0]) == best(theirs.logits()[0]) ? 1 : 0;
        for (int c = 0; c < ours.features()[0].length; c++) {
          sum += ours.features()[0][c];
          sumInFloat32 += theirs.features()[0][c];
        }
      }
      // The bias correction removes the mean error of rounding.
      assertThat(sum).isCloseTo(sumInFloat32, withinPercentage(1));
      assertThat(same).isGreaterThanOrEqualTo(IMAGES * 3 / 4);
    }
  }

  @Test
  void rangesComeBackFromTheirFileAndMakeTheSameGraphEachTime() throws Exception {
    Path kept = directory.resolveSibling(directory.getFileName() + "-ranges");
    ranges.write(kept);
    ActivationRanges read = ActivationRanges.read(kept, Starter.weights(), SIZE);
    Path one = kept.resolveSibling(kept.getFileName() + "-1.onnx");
    Path other = kept.resolveSibling(kept.getFileName() + "-2.onnx");

    OnnxExport.writeQuantized(Starter.weights(), SIZE, read, one);
    OnnxExport.writeQuantized(Starter.weights(), SIZE, read, other);

    assertThat(read.images()).isEqualTo(IMAGES);
    assertThat(Files.mismatch(one, other)).isEqualTo(-1);
    GoldenCase golden = files.quantized().orElseThrow().golden();
    assertThat(Engines.int8Golden(Starter.files(), one).logits())
        .containsExactly(golden.logits(), within(1f));
    for (Path file : List.of(kept, one, other)) {
      Files.delete(file);
    }
  }

  @Test
  void aFileThatHoldsNoRangesIsRefused() throws Exception {
    Path file = directory.resolveSibling(directory.getFileName() + "-no-ranges");
    ranges.write(file);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> ActivationRanges.read(file, Starter.weights(), SIZE))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("does not contain ranges of activations");
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> ActivationRanges.read(file, Starter.weights(), SIZE))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("does not contain ranges of activations");
    Files.delete(file);
  }

  @Test
  void theRangesOfTheStarterMakeTheGraphThatItsGoldenCaseIsOf() throws Exception {
    Path work = Files.createTempDirectory(directory.getParent(), "starter-int8");
    Path graph = work.resolve("model-int8.onnx");
    StarterModel.copyQuantizedTo(work);
    QuantizedVariant known = QuantizedVariant.readFrom(work);
    OnnxExport.writeQuantized(
        Starter.weights(),
        SIZE,
        ActivationRanges.read(StarterModel.copyRangesTo(work), Starter.weights(), SIZE),
        graph);
    ModelFiles starter = Starter.files().with(new ModelFiles.Quantized(graph, known.goldenCase()));

    try (Engine engine =
        Engines.load(starter, Starter.golden(), new EngineOptions("onnx-cpu-int8", 0, 4, 0))) {
      assertThat(engine.info().name()).isEqualTo("onnx-cpu-int8");
    }
    assertThat(known.right()).isGreaterThan(known.images() * 8 / 10);
    try (var left = Files.list(work)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(work);
  }

  @Test
  void aGraphThatIsNoneCostsAVersionOnlyTheGraph() throws Exception {
    Path graph = directory.resolveSibling(directory.getFileName() + "-none.onnx");
    Files.writeString(graph, "no graph");
    ModelFiles broken =
        Starter.files()
            .with(new ModelFiles.Quantized(graph, files.quantized().orElseThrow().golden()));

    LoadedEngine loaded = Engines.loadWithReports(broken, Starter.golden(), EngineOptions.auto(1));
    try (Engine engine = loaded.engine()) {
      assertThat(engine.info().name()).isEqualTo("onnx-cpu");
      assertThat(loaded.reports())
          .anySatisfy(
              report -> {
                assertThat(report.engine()).isEqualTo("onnx-cpu-int8");
                assertThat(report.detail()).contains("the graph is rejected");
              });
    }
    Files.delete(graph);
  }

  @Test
  void autoHasTimedBothAndSaysWhy() {
    LoadedEngine loaded = Engines.loadWithReports(files, Starter.golden(), EngineOptions.auto(1));
    try (Engine engine = loaded.engine()) {
      assertThat(engine.info().name()).startsWith("onnx-cpu");
      assertThat(loaded.reports())
          .filteredOn(report -> report.engine().startsWith("onnx-cpu"))
          .hasSize(2)
          .anySatisfy(
              report -> assertThat(report.detail()).matches("[0-9.]+ ms per image, .* takes .*"));
    }
  }

  @Test
  void aVersionWithoutOneIsNotRunInIntegers() {
    EngineOptions options = new EngineOptions("onnx-cpu-int8", 0, 1, 0);

    assertThatThrownBy(() -> Engines.load(Starter.files(), Starter.golden(), options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("the version has no 8-bit graph");
  }

  @Test
  void rangesOfNothingMakeAGraphThatIsRefusedForItsAnswer() throws Exception {
    Path graph = directory.resolveSibling(directory.getFileName() + "-unseen.onnx");
    OnnxExport.writeQuantized(
        Starter.weights(), SIZE, new ActivationRanges(Starter.weights(), SIZE), graph);
    ModelFiles unseen =
        Starter.files()
            .with(new ModelFiles.Quantized(graph, files.quantized().orElseThrow().golden()));
    EngineOptions options = new EngineOptions("onnx-cpu-int8", 0, 1, 0);

    assertThatThrownBy(() -> Engines.load(unseen, Starter.golden(), options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("golden check failed");
    Files.delete(graph);
  }

  private static Engine load(String engine) {
    return Engines.load(files, Starter.golden(), new EngineOptions(engine, 0, 1, 0));
  }

  /** A drawn garment. */
  private static FloatBuffer image(int index) {
    FloatBuffer image =
        ByteBuffer.allocateDirect(Preprocessing.XCEPTION.tensorLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    ImageReaders.create(DecodeLimits.DEFAULT)
        .read(DRAWN.draw(index).jpeg(), Preprocessing.XCEPTION, image);
    return image.flip();
  }

  private static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  static double correlation(float[] one, float[] other) {
    double dot = 0;
    double ones = 0;
    double others = 0;
    for (int i = 0; i < one.length; i++) {
      dot += one[i] * other[i];
      ones += one[i] * one[i];
      others += other[i] * other[i];
    }
    return dot / Math.sqrt(ones * others);
  }
}
