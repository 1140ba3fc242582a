package dev.weft.imaging;

/** How an image of another aspect ratio is made to fit. */
public enum Resize {
  /** Both sides are scaled on their own; the whole image is kept, its proportions are not. */
  STRETCH,
  /** Scaled to fit inside; the rest is filled with black. */
  PAD,
  /** Scaled to cover; what sticks out at the longer side is cut off evenly. */
  CROP
}
