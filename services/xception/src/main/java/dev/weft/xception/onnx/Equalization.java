package dev.weft.xception.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Equalizes the channels of tensors before quantization (cross-layer equalization: Nagel et al.
 * 2019, arXiv:1906.04721). All channels of a tensor share one scale, so that a channel with small
 * values would use only a few of the 256 steps. Dividing a channel where it is computed and
 * multiplying the weights that read it does not change the result in floating point, and gives the
 * channels similar ranges. Values that only pass through a ReLU or a pool share their divisors;
 * sums are computed in float32 and share none. The same ranges give the same divisors on every
 * machine.
 */
final class Equalization {
  /**
   * Smallest divisor, so that values beyond those of the calibration images are not clipped too
   * much.
   */
  private static final double SMALLEST = 0.02;

  /** Ratio of a channel's largest value to its root mean square: the median of the starter's. */
  private static final double RANGE_TO_RMS = 10;

  /** Less than 127, since pairs of weights are limited. */
  private static final double STEPS_OF_WEIGHTS = 115;

  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, float[]> divisors = new HashMap<>();

  Equalization(List<OnnxOperation> operations, ActivationRanges ranges) {
    operations.forEach(operation -> parents.put(operation.name(), operation.name()));
    for (OnnxOperation operation : operations) {
      if (isWithin(operation, operations)) {
        operation.inputs().forEach(input -> parents.put(group(input), group(operation.name())));
      }
    }
    Map<String, double[]> logarithms = new HashMap<>();
    Map<String, Integer> members = new HashMap<>();
    for (String name : quantized(operations)) {
      double[] sum =
          logarithms.computeIfAbsent(group(name), any -> new double[ranges.magnitude(name).length]);
      members.merge(group(name), 1, Integer::sum);
      double[] share = shares(ranges.magnitude(name));
      for (int c = 0; c < sum.length; c++) {
        sum[c] += StrictMath.log(share[c]);
      }
    }
    logarithms.forEach((group, sum) -> divisors.put(group, divisors(sum, members.get(group))));
    for (OnnxOperation operation : operations) {
      if (operation instanceof OnnxOperation.Convolution pointwise && !pointwise.isDepthwise()) {
        between(pointwise, operations, ranges);
      }
    }
  }

  /** Returns the divisor of each channel of an operation's output. */
  float[] of(String operation) {
    return divisors.get(group(operation));
  }

  /** Whether an operation's integers are those of its input, or some of them. */
  private static boolean isWithin(OnnxOperation operation, List<OnnxOperation> operations) {
    return operation instanceof OnnxOperation.MaxPool
        || operation instanceof OnnxOperation.Relu relu
            && operations.stream()
                .anyMatch(
                    input ->
                        input instanceof OnnxOperation.Convolution
                            && input.name().equals(relu.input()));
  }

  /** Excludes values that only a ReLU reads: they are quantized after it. */
  private static Set<String> quantized(List<OnnxOperation> operations) {
    Set<String> names = new HashSet<>();
    for (OnnxOperation operation : operations) {
      List<OnnxOperation> readers = readers(operations, operation.name());
      if (!(operation instanceof OnnxOperation.Convolution
          && readers.size() == 1
          && readers.get(0) instanceof OnnxOperation.Relu)) {
        names.add(operation.name());
      }
    }
    return names;
  }

  static List<OnnxOperation> readers(List<OnnxOperation> operations, String name) {
    return operations.stream().filter(reader -> reader.inputs().contains(name)).toList();
  }

  /**
   * Between a depthwise and a pointwise convolution the divisor moves the range from the
   * activations to the columns of the weights, which have one scale per row. At least half of it is
   * moved, and up to all, whichever gives the least error of both.
   */
  private void between(
      OnnxOperation.Convolution pointwise,
      List<OnnxOperation> operations,
      ActivationRanges ranges) {
    boolean afterDepthwise =
        operations.stream()
            .filter(operation -> operation.name().equals(pointwise.input()))
            .anyMatch(
                operation ->
                    operation instanceof OnnxOperation.Convolution conv && conv.isDepthwise());
    if (!afterDepthwise) {
      return;
    }
    float[] kernel = pointwise.kernel().get();
    int in = pointwise.in();
    double[] column = new double[in];
    for (int o = 0; o < pointwise.channels(); o++) {
      double row = 0;
      for (int i = 0; i < in; i++) {
        row = Math.max(row, Math.abs(kernel[o * in + i]));
      }
      for (int i = 0; i < in && row > 0; i++) {
        column[i] = Math.max(column[i], Math.abs(kernel[o * in + i]) / row);
      }
    }
    float[] magnitude = ranges.magnitude(pointwise.input());
    double least = Double.POSITIVE_INFINITY;
    for (int percent = 50; percent <= 100; percent += 5) {
      double[] logarithms = new double[in];
      for (int i = 0; i < in; i++) {
        logarithms[i] =
            percent / 100.0 * StrictMath.log(Math.max(magnitude[i], 1e-6))
                - (100 - percent) / 100.0 * StrictMath.log(Math.max(column[i], 1e-6));
      }
      float[] tried = divisors(logarithms, 1);
      double error = error(kernel, tried, ranges, pointwise.input());
      if (error < least) {
        least = error;
        divisors.put(group(pointwise.input()), tried);
      }
    }
  }

  /**
   * Estimates the squared error of a pointwise convolution by the rounding of its input and of its
   * weights, up to a factor.
   */
  private static double error(
      float[] kernel, float[] divisors, ActivationRanges ranges, String input) {
    float[] low = ranges.least(input);
    float[] high = ranges.most(input);
    float[] magnitude = ranges.magnitude(input);
    int in = divisors.length;
    double least = 0;
    double most = 0;
    double power = 0;
    for (int i = 0; i < in; i++) {
      least = Math.min(least, low[i] / divisors[i]);
      most = Math.max(most, high[i] / divisors[i]);
      double usual = magnitude[i] / RANGE_TO_RMS / divisors[i];
      power += usual * usual;
    }
    double ofInput = 0;
    double ofWeights = 0;
    for (int from = 0; from < kernel.length; from += in) {
      double largest = 0;
      for (int i = 0; i < in; i++) {
        double weight = (double) kernel[from + i] * divisors[i];
        largest = Math.max(largest, Math.abs(weight));
        ofInput += weight * weight;
      }
      ofWeights += largest * largest;
    }
    double step = (most - least) / 255;
    return step * step * ofInput + ofWeights * power / (STEPS_OF_WEIGHTS * STEPS_OF_WEIGHTS);
  }

  private static double[] shares(float[] magnitude) {
    double most = 0;
    for (float value : magnitude) {
      most = Math.max(most, value);
    }
    double[] shares = new double[magnitude.length];
    for (int c = 0; c < shares.length; c++) {
      shares[c] = most == 0 ? 1 : Math.max(magnitude[c] / most, 1e-6);
    }
    return shares;
  }

  /** Normalised to a maximum of 1. */
  private static float[] divisors(double[] logarithms, int members) {
    double most = Arrays.stream(logarithms).max().orElse(0);
    float[] divisors = new float[logarithms.length];
    for (int c = 0; c < divisors.length; c++) {
      divisors[c] = (float) Math.max(SMALLEST, StrictMath.exp((logarithms[c] - most) / members));
    }
    return divisors;
  }

  private String group(String name) {
    String at = name;
    while (!parents.get(at).equals(at)) {
      at = parents.get(at);
    }
    return at;
  }
}
