package dev.weft.imaging.png;

import java.util.List;

/** Which pixels come together: of a plain image all, of an interlaced one a grid at a time. */
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
