package dev.weft.imaging.resample;

/** A part of a plane, in samples; its sides may be fractional. */
public record Box(double left, double top, double right, double bottom) {
  public Box {
    if (!(right > left && bottom > top)) {
      throw new IllegalArgumentException(
          "a box must have an area, but spans " + left + ".." + right + ", " + top + ".." + bottom);
    }
  }

  /** Returns the same part of a plane of another resolution. */
  public Box scaled(double x, double y) {
    return new Box(left * x, top * y, right * x, bottom * y);
  }
}
