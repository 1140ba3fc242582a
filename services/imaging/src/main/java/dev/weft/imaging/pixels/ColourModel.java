package dev.weft.imaging.pixels;

/** Meaning of an image's planes. Each sample is 0..255. */
public enum ColourModel {
  GRAY(1),
  RGB(3),
  /** As in JFIF: full range, ITU-R BT.601, chroma centred at 128. */
  YCBCR(3),
  /** 255 is full ink. */
  CMYK(4),
  /** 255 is no ink, as written by Adobe's programs. */
  INVERTED_CMYK(4),
  /** Adobe's: the first three planes are YCbCr of inverted CMY, the last one is inverted black. */
  YCCK(4);

  private final int planes;

  ColourModel(int planes) {
    this.planes = planes;
  }

  public int planes() {
    return planes;
  }
}
