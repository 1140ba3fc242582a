package dev.weft.xception.dl4j;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch norm that uses its moving mean and variance in training too: {@code gamma * (x - mean) /
 * sqrt(variance + epsilon) + beta}; only gamma and beta are trained.
 *
 * <p>The reason are small batches and small data sets. Moving statistics that are updated by a few
 * hundred images drift away from those that the weights were trained with, and normalising by the
 * statistics of 32 images adds noise that is absent in inference. With frozen statistics the
 * network is the same function in training and in inference, an image's output does not depend on
 * its batch, and the norm folds into the convolution before it.
 */
final class FrozenNorm extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  FrozenNorm(int channels) {
    setNIn(channels);
    setNOut(channels);
    setEps(dev.weft.xception.network.Layer.BatchNorm.EPSILON);
    setUseLogStd(false);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    FrozenNormLayer layer = new FrozenNormLayer(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(conf, parameters, initialise);
    layer.setParamTable(table);
    layer.setConf(conf);
    return layer;
  }
}
