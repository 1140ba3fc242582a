package dev.weft.trainer.phase;

/** What a training does one after the other. */
public enum Step {
  /** Each new image through the frozen base. */
  FEATURES,
  /** The head is trained. */
  FREEZE,
  /** Each image through what stays frozen. */
  CACHE,
  /** The end of the base is trained with the head. */
  FINE_TUNE,
  /** The test images through the new base. */
  EVALUATE
}
