package dev.weft.xception.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.modelstore.GoldenCase;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.Starter;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.Weights;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jXceptionTest {
  private static ComputationGraph graph;

  @BeforeAll
  static void load() {
    graph = Dl4jXception.graph(Starter.weights(), InputSize.XCEPTION);
  }

  @AfterAll
  static void close() {
    graph.close();
  }

  @Test
  void givesTheGoldenLogitsAndFeatures() {
    INDArray input = Nd4j.create(GoldenCase.image(299, 299), new long[] {1, 3, 299, 299});

    INDArray[] outputs =
        graph.output(
            List.of(Dl4jXception.LOGITS, Dl4jXception.FEATURES),
            false,
            new INDArray[] {input},
            null);

    assertThat(outputs[0].dup().data().asFloat())
        .containsExactly(StarterModel.goldenLogits(), within(1e-3f));
    assertThat(outputs[1].sumNumber().doubleValue())
        .isCloseTo(StarterModel.goldenFeatureSum(), within(1e-2));
  }

  @Test
  void countsAsManyParametersAsTheDescription() {
    assertThat(graph.numParams()).isEqualTo(20_881_970);
  }

  @Test
  void givesBackTheWeightsThatItWasMadeFrom() {
    Weights back = Dl4jWeights.of(graph);

    Starter.weights()
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(back.get(name).values()).as(name).isEqualTo(tensor.values()));
  }
}
