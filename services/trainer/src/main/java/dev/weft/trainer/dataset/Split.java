package dev.weft.trainer.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an image is for. */
public enum Split {
  /** Weights are fitted to it. */
  @JsonProperty("train")
  TRAIN,
  /** Decides when to stop, and which weights are kept. */
  @JsonProperty("validation")
  VALIDATION,
  /** Judges a version, and nothing else. */
  @JsonProperty("test")
  TEST
}
