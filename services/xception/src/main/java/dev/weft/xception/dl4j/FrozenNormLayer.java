package dev.weft.xception.dl4j;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Computes {@link FrozenNorm} on {@code [n, channels, h, w]}. */
final class FrozenNormLayer extends BaseLayer<FrozenNorm> {
  private static final long serialVersionUID = 1L;

  FrozenNormLayer(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray scale = scale();
    INDArray shift = parameter(BatchNormalizationParamInitializer.BETA).sub(mean().mul(scale));
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, input.shape(), 'c');
    Nd4j.exec(new BroadcastMulOp(input, scale, result, 1));
    Nd4j.exec(new BroadcastAddOp(result, shift, result, 1));
    return result;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray sum = epsilon.sum(0, 2, 3);
    INDArray weighted = epsilon.mul(input).sum(0, 2, 3).sub(sum.mul(mean())).mul(inverse());
    Gradient gradient = new DefaultGradient();
    put(gradient, BatchNormalizationParamInitializer.GAMMA, weighted);
    put(gradient, BatchNormalizationParamInitializer.BETA, sum);
    put(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN, sum.mul(0));
    put(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR, sum.mul(0));
    INDArray result =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
    Nd4j.exec(new BroadcastMulOp(epsilon, scale(), result, 1));
    return new Pair<>(gradient, result);
  }

  private void put(Gradient gradient, String name, INDArray values) {
    INDArray view = gradientViews.get(name);
    view.assign(values.reshape(view.shape()));
    gradient.setGradientFor(name, view);
  }

  private INDArray scale() {
    return parameter(BatchNormalizationParamInitializer.GAMMA).mul(inverse());
  }

  private INDArray inverse() {
    return Transforms.pow(
        parameter(BatchNormalizationParamInitializer.GLOBAL_VAR).add(layerConf().getEps()), -0.5);
  }

  private INDArray mean() {
    return parameter(BatchNormalizationParamInitializer.GLOBAL_MEAN);
  }

  private INDArray parameter(String name) {
    INDArray values = getParam(name);
    return values.reshape(values.length());
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
