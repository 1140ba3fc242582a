package dev.weft.xception.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasWeightsTest {

  @TempDir Path directory;

  @Test
  void readsTheCompressedStarterWithItsHead() {
    Weights weights = Starter.weights();

    assertThat(weights.parameters()).isEqualTo(20_881_970);
    assertThat(weights.classes()).hasValue(10);
    assertThat(weights.get("conv2d_1/kernel").shape()).containsExactly(1, 1, 64, 128);
  }

  @Test
  void readsAPlainFileWithoutTopAndMatchesShortcutsByDepthNotNumber() {
    KerasFile file = new KerasFile();
    for (Map.Entry<String, Tensor> named : Starter.weights().tensors().entrySet()) {
      String[] name = named.getKey().split("/");
      if (!name[0].equals("predictions")) {
        file.with(renumbered(name[0]), name[1], named.getValue());
      }
    }

    Weights weights = KerasWeights.read(file.write(directory.resolve("notop.h5")));

    assertThat(weights.classes()).isEmpty();
    assertThat(weights.parameters()).isEqualTo(20_861_480);
    weights
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(tensor.values())
                    .as(name)
                    .isEqualTo(Starter.weights().get(name).values()));
    assertThat(weights.withFreshHead(7).classes()).hasValue(7);
  }

  /**
   * Renames a layer as in a process that has built other models before: with numbers from 99 down.
   */
  private static String renumbered(String layer) {
    if (layer.startsWith("conv2d_") || layer.startsWith("batch_normalization_")) {
      int at = layer.lastIndexOf('_') + 1;
      return layer.substring(0, at) + (100 - Integer.parseInt(layer.substring(at)));
    }
    return layer;
  }

  @Test
  void namesTheFirstTensorThatIsMissing() {
    Path file =
        new KerasFile()
            .withZeros("block1_conv1", "kernel", 3, 3, 3, 32)
            .write(directory.resolve("missing.h5"));

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("block1_conv1_bn/gamma of shape [32] is missing");
  }

  @Test
  void namesTheFirstTensorOfAnotherShapeAlsoInAWholeSavedModel() {
    Path file =
        new KerasFile()
            .withZeros("block1_conv1", "kernel", 3, 3, 3, 31)
            .withZeros("block1_conv1_bn", "gamma", 30)
            .below("model_weights")
            .write(directory.resolve("shape.h5"));

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("block1_conv1/kernel should have the shape [3, 3, 3, 32]")
        .hasMessageContaining("but has [3, 3, 3, 31]");
  }

  @Test
  void refusesAnotherNetworksHead() {
    Path file =
        new KerasFile()
            .withZeros("predictions", "kernel", 512, 10)
            .write(directory.resolve("head.h5"));

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("predictions/kernel should have the shape [2048, classes]");
  }

  @Test
  void refusesWhatIsNoHdf5() throws Exception {
    Path file = Files.writeString(directory.resolve("text.h5"), "not HDF5 at all\n".repeat(100));

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("text.h5 is not an HDF5 file");
  }

  @Test
  void refusesATruncatedFile() throws Exception {
    byte[] whole = Files.readAllBytes(StarterModel.copyWeightsTo(directory));
    Path file = directory.resolve("truncated.h5");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"leads-back-into-itself.h5", "names-a-length-beyond-memory.h5"})
  void refusesWhatWouldReadForEverOrTakeAllMemory(String damaged) throws Exception {
    Path file = directory.resolve(damaged);
    try (InputStream in = getClass().getResourceAsStream(damaged)) {
      Files.copy(in, file);
    }

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void refusesAnHdf5FileThatIsNotKeras() {
    Path file =
        new KerasFile()
            .withZeros("layer", "kernel", 1, 1)
            .below("something")
            .write(directory.resolve("other.h5"));

    assertThatThrownBy(() -> KerasWeights.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("no attribute layer_names");
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatThrownBy(() -> KerasWeights.read(directory.resolve("absent.h5")))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining("there is no file");
  }
}
