package dev.weft.xception.fused;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The DL4J layer of a {@link FusedBlock}; {@link BlockPass} does the computation. */
final class FusedBlockLayer extends BaseLayer<FusedBlock> {
  private static final long serialVersionUID = 1L;

  private final transient BlockPass pass;

  FusedBlockLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    this.pass = new BlockPass((FusedBlock) conf.getLayer());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    return pass.forward(
        Planes.of(input),
        (images, shape) ->
            workspaces
                .createUninitialized(
                    ArrayType.ACTIVATIONS, DataType.FLOAT, inMemory(images, shape), 'c')
                .permute(1, 0, 2, 3),
        new LayerParameters(params, null));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray inputGradient =
        layerConf().first()
            ? null
            : workspaces
                .createUninitialized(
                    ArrayType.ACTIVATION_GRAD,
                    DataType.FLOAT,
                    new long[] {input.size(1), input.size(0), input.size(2), input.size(3)},
                    'c')
                .permute(1, 0, 2, 3);
    pass.backward(
        Planes.of(epsilon),
        inputGradient == null ? null : Planes.of(inputGradient),
        new LayerParameters(params, gradientViews));
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(gradient::setGradientFor);
    return new Pair<>(gradient, inputGradient);
  }

  private static long[] inMemory(int images, long[] shape) {
    return new long[] {shape[0], images, shape[1], shape[2]};
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
