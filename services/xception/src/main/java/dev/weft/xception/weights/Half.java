package dev.weft.xception.weights;

/** IEEE 754 half precision, for which Java has no conversions before version 20. */
public final class Half {
  private static final int FLOAT_BIAS = 127;
  private static final int HALF_BIAS = 15;

  private Half() {}

  /** Converts exactly. */
  public static float toFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = mantissa * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int floatExponent = exponent == 0x1f ? 0xff : exponent - HALF_BIAS + FLOAT_BIAS;
    return Float.intBitsToFloat(sign | floatExponent << 23 | mantissa << 13);
  }

  /** Rounds to the nearest, ties to even; beyond 65,504 to infinity. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7fffffff;
    if (magnitude > 0x7f800000) {
      return (short) (sign | 0x7e00);
    }
    if (magnitude >= 0x477ff000) {
      return (short) (sign | 0x7c00);
    }
    if (magnitude < 0x38800000) {
      // Subnormal: adding 0.5 lets the float unit do the rounding to a multiple of 2^-24.
      int rounded = Float.floatToRawIntBits(Float.intBitsToFloat(magnitude) + 0.5f);
      return (short) (sign | (rounded - 0x3f000000));
    }
    int roundUp = 0xfff + ((magnitude >>> 13) & 1);
    return (short) (sign | ((magnitude - ((FLOAT_BIAS - HALF_BIAS) << 23) + roundUp) >>> 13));
  }
}
