package dev.weft.xception.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineOutput;
import dev.weft.xception.engine.GoldenCheck;
import dev.weft.xception.hardware.Gpu;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Dl4jEngineTest {

  @Test
  void givesTheGoldenLogitsFromABundleAndRefusesCallsOnceClosed() {
    FloatBuffer images = GoldenCheck.images(Starter.files(), 1);
    Engine engine = new Dl4j(Dl4j.CPU).load(Starter.files(), EngineOptions.auto(1));
    try (engine) {
      assertThat(engine.infer(images, 1)[0])
          .containsExactly(StarterModel.goldenLogits(), within(1e-3f));
      EngineOutput both = engine.inferWithFeatures(images, 1);
      assertThat(both.logits()[0]).containsExactly(StarterModel.goldenLogits(), within(1e-3f));
      assertThat(both.features()).hasDimensions(1, Xception.FEATURES);
      assertThat(Arrays.copyOf(both.features()[0], 16))
          .containsExactly(StarterModel.goldenFeatures(), within(1e-3f));
      assertThat(engine.info().name()).isEqualTo("dl4j-cpu");
      assertThat(engine.info().version()).isEqualTo("1.0.0-M2.1");
      assertThat(engine.residentBytes()).isEqualTo(4 * 20_881_970L);
    }
    assertThatThrownBy(() -> engine.infer(images, 1)).hasMessageContaining("is closed");
  }

  @Test
  void refusesAGpuThatItsLibraryHasNoCodeFor() {
    assertThat(Gpu.parse("NVIDIA H100 80GB HBM3, 9.0, 81559\n"))
        .hasValueSatisfying(
            gpu -> {
              assertThat(gpu.runsNd4j()).isFalse();
              assertThat(gpu)
                  .hasToString("NVIDIA H100 80GB HBM3 (compute capability 9.0, 81559 MiB)");
            });
    assertThat(Gpu.parse("NVIDIA L4, 8.9, 23034")).matches(gpu -> gpu.get().runsNd4j());
    assertThat(Gpu.parse("NVIDIA-SMI has failed")).isEmpty();
    assertThat(Gpu.parse("")).isEmpty();
  }
}
