package dev.weft.imaging.png;

import java.util.List;

/** The pixels of a pass: all for a plain image, a grid for an interlaced one. */
record Pass(int left, int top, int stepAcross, int stepDown) {
  static final List<Pass> PROGRESSIVE = List.of(new Pass(0, 0, 1, 1));

  static final List<Pass> ADAM7 =
      List.of(
          new Pass(0, 0, 8, 8),
          new Pass(4, 0, 8, 8),
          new Pass(0, 4, 4, 8),
          new Pass(2, 0, 4, 4),
          new Pass(0, 2, 2, 4),
          new Pass(1, 0, 2, 2),
          new Pass(0, 1, 1, 2));

  int width(int imageWidth) {
    return (imageWidth - left + stepAcross - 1) / stepAcross;
  }

  int height(int imageHeight) {
    return (imageHeight - top + stepDown - 1) / stepDown;
  }
}
