package dev.weft.imaging;

/** How an image of another aspect ratio is resized. */
public enum Resize {
  /**
   * Scaled independently along both axes; the whole image is used, and its aspect ratio changes.
   */
  STRETCH,
  /** Scaled to fit inside; the rest is filled with black. */
  PAD,
  /** Scaled to cover; the longer side is cropped evenly on both ends. */
  CROP
}
