package dev.weft.trainer.phase;

/** The steps of a training, in order. */
public enum TrainingStep {
  /** Computing features: each new image passes through the frozen base. */
  FEATURES,
  /** Training the head. */
  FREEZE,
  /** Computing activations: each image passes through the frozen layers. */
  CACHE,
  /** Training the end of the base together with the head. */
  FINE_TUNE,
  /** Passing the test images through the new base. */
  EVALUATE
}
