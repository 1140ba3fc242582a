package dev.weft.xception.dl4j;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inverted dropout whose mask depends only on its seed and the iteration. DL4J's own dropout draws
 * from one generator for the whole JVM, so that neither concurrent runs nor runs resumed from a
 * checkpoint would be reproducible.
 */
final class SeededDropout implements IDropout {
  private static final long serialVersionUID = 1L;

  /** An arbitrary odd factor, so that neighbouring seeds have no iterations in common. */
  private static final long ODD = 0xd1342543de82ef95L;

  private final double share;
  private final long seed;
  private transient INDArray mask;

  /**
   * @param share the share of the values that become 0; the others are multiplied by {@code 1 / (1
   *     - share)}
   */
  SeededDropout(double share, long seed) {
    this.share = share;
    this.seed = seed;
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    clear();
    float[] values = draw(input.length(), iteration);
    // Detached, since backpropagation uses another workspace.
    mask = Nd4j.createFromArray(values).reshape('c', input.shape()).detach();
    return input.mul(mask, result);
  }

  /** Draws the mask of an iteration: 0, or the factor of the values that are kept. */
  float[] draw(long length, int iteration) {
    // Mixed, since seeds that differ by the generator's increment give the same sequence, shifted.
    long mixed = new SplittableRandom(seed ^ ODD * iteration).nextLong();
    SplittableRandom random = new SplittableRandom(mixed);
    float[] values = new float[Math.toIntExact(length)];
    float kept = (float) (1 / (1 - share));
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < share ? 0 : kept;
    }
    return values;
  }

  @Override
  public INDArray backprop(
      INDArray outputGradient, INDArray inputGradient, int iteration, int epoch) {
    return outputGradient.mul(mask, inputGradient);
  }

  @Override
  public void clear() {
    if (mask != null) {
      mask.close();
      mask = null;
    }
  }

  @Override
  public SeededDropout clone() {
    return new SeededDropout(share, seed);
  }
}
