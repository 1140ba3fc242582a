package dev.weft.xception.onnx;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Half;
import dev.weft.xception.weights.Weights;
import dev.weft.xception.weights.WeightsException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Ranges of a network's activations on calibration images, by operation and channel. Not
 * thread-safe.
 *
 * <p>The file is gzip of big-endian numbers: {@value #MAGIC}, format, images and operations as
 * int32, then for each operation its name in modified UTF-8, its number of channels as int32, and
 * the minimum, maximum and mean of each channel as float16; at the end the shift of each pooled
 * feature as float16.
 */
public final class ActivationRanges {
  private static final int MAGIC = 0x57465452; // "WFTR"
  private static final int FORMAT = 1;
  private static final float LARGEST_HALF = 65_504;

  private final List<OnnxOperation> operations;
  private final String end;
  private final Map<String, float[]> least = new HashMap<>();
  private final Map<String, float[]> most = new HashMap<>();
  private final Map<String, double[]> sums = new HashMap<>();
  private final float[] featureShift = new float[Xception.FEATURES];
  private int images;

  /** Creates the ranges of a network that has not processed any image. */
  public ActivationRanges(Weights weights, InputSize size) {
    FoldedNetwork network = new FoldedNetwork(weights, size, Xception.blocks());
    operations = network.operations();
    end = network.end().name();
    for (OnnxOperation operation : operations) {
      least.put(operation.name(), new float[operation.channels()]);
      most.put(operation.name(), new float[operation.channels()]);
      sums.put(operation.name(), new double[operation.channels()]);
    }
  }

  /**
   * Returns the graph outputs that {@link #add} needs, in order: minimum, maximum and mean of each
   * operation.
   */
  public List<String> outputs() {
    List<String> outputs = new ArrayList<>();
    for (OnnxOperation operation : operations) {
      outputs.add(operation.name() + OnnxExport.LEAST);
      outputs.add(operation.name() + OnnxExport.MOST);
      outputs.add(operation.name() + OnnxExport.MEAN);
    }
    return outputs;
  }

  /**
   * Adds the outputs of the graph of {@link OnnxExport#writeRanges} for images.
   *
   * @param values in the order of {@link #outputs}, each {@code [n][channels]}
   * @param n number of images
   */
  public void add(List<FloatBuffer> values, int n) {
    for (int i = 0; i < operations.size(); i++) {
      String name = operations.get(i).name();
      float[] low = least.get(name);
      float[] high = most.get(name);
      double[] sum = sums.get(name);
      for (int image = 0; image < n; image++) {
        for (int c = 0; c < low.length; c++) {
          int at = image * low.length + c;
          low[c] = Math.min(low[c], values.get(3 * i).get(at));
          high[c] = Math.max(high[c], values.get(3 * i + 1).get(at));
          sum[c] += values.get(3 * i + 2).get(at);
        }
      }
    }
    images += n;
  }

  /**
   * Corrects the pooled features by the mean rounding error of an 8-bit graph that was built from
   * these ranges, measured on the same images.
   *
   * @param means the means of the 8-bit graph's pooled features over the images passed to {@link
   *     #add}
   */
  public void correctFeatures(double[] means) {
    double[] right = mean(end);
    for (int c = 0; c < featureShift.length; c++) {
      featureShift[c] += (float) (right[c] - means[c]);
    }
  }

  /** Returns the shift of each pooled feature in the 8-bit graph. */
  float[] featureShift() {
    return featureShift.clone();
  }

  /** Returns the number of images. */
  public int images() {
    return images;
  }

  /** Writes the file, replacing an older one. */
  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))))) {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.writeInt(images);
      out.writeInt(operations.size());
      for (OnnxOperation operation : operations) {
        String name = operation.name();
        out.writeUTF(name);
        out.writeInt(operation.channels());
        write(out, least.get(name));
        write(out, most.get(name));
        double[] mean = mean(name);
        float[] means = new float[mean.length];
        for (int c = 0; c < means.length; c++) {
          means[c] = (float) mean[c];
        }
        write(out, means);
      }
      write(out, featureShift);
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    for (float value : values) {
      out.writeShort(Half.fromFloat(Math.max(-LARGEST_HALF, Math.min(LARGEST_HALF, value))));
    }
  }

  /**
   * Reads a file written by {@link #write}. The file is not trusted.
   *
   * @param weights the weights of the expected network
   * @throws WeightsException if it belongs to another network, or is inconsistent
   * @throws IOException if it cannot be read
   */
  public static ActivationRanges read(Path file, Weights weights, InputSize size)
      throws IOException {
    ActivationRanges ranges = new ActivationRanges(weights, size);
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))))) {
      require(file, "magic number", MAGIC, in.readInt());
      require(file, "format", FORMAT, in.readInt());
      ranges.images = in.readInt();
      if (ranges.images < 1) {
        throw new WeightsException(file + " contains ranges of " + ranges.images + " images");
      }
      require(file, "number of operations", ranges.operations.size(), in.readInt());
      for (OnnxOperation operation : ranges.operations) {
        String name = operation.name();
        require(file, "operation", name, in.readUTF());
        require(file, "channels of " + name, operation.channels(), in.readInt());
        read(in, file, ranges.least.get(name));
        read(in, file, ranges.most.get(name));
        float[] means = new float[operation.channels()];
        read(in, file, means);
        double[] sums = ranges.sums.get(name);
        for (int c = 0; c < sums.length; c++) {
          sums[c] = (double) means[c] * ranges.images;
        }
      }
      read(in, file, ranges.featureShift);
      return ranges;
    } catch (EOFException | ZipException | UTFDataFormatException e) {
      throw new WeightsException(
          file + " does not contain ranges of activations: " + e.getMessage(), e);
    }
  }

  private static void read(DataInputStream in, Path file, float[] values) throws IOException {
    for (int c = 0; c < values.length; c++) {
      values[c] = Half.toFloat(in.readShort());
      if (!Float.isFinite(values[c])) {
        throw new WeightsException(file + " contains the activation " + values[c]);
      }
    }
  }

  private static void require(Path file, String what, Object wanted, Object found) {
    if (!wanted.equals(found)) {
      throw new WeightsException(
          "%s contains ranges of another network: its %s is %s, not %s"
              .formatted(file, what, found, wanted));
    }
  }

  /** Minimum of each channel; at most 0, the value of padding. */
  float[] least(String operation) {
    return require(least.get(operation), operation);
  }

  /** Maximum of each channel; at least 0. */
  float[] most(String operation) {
    return require(most.get(operation), operation);
  }

  /** Mean over pixels and images; 0 without images. */
  double[] mean(String operation) {
    return Arrays.stream(sums.get(operation)).map(sum -> sum / Math.max(1, images)).toArray();
  }

  /** Largest absolute value of each channel. */
  float[] magnitude(String operation) {
    float[] low = least(operation);
    float[] high = most(operation);
    float[] magnitude = new float[low.length];
    for (int c = 0; c < low.length; c++) {
      magnitude[c] = Math.max(-low[c], high[c]);
    }
    return magnitude;
  }

  private static float[] require(float[] found, String operation) {
    if (found == null) {
      throw new IllegalArgumentException("there is no range of " + operation);
    }
    return found;
  }
}
