package dev.weft.trainer.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an image is used for. */
public enum Split {
  /** Training: weights are fitted to it. */
  @JsonProperty("train")
  TRAIN,
  /** Validation: decides when to stop, and which weights are kept. */
  @JsonProperty("validation")
  VALIDATION,
  /** Test: used for the evaluation of a version only. */
  @JsonProperty("test")
  TEST
}
