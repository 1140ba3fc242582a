package dev.weft.events.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Role of a model version for an image. */
public enum ServingRole {
  /** Its answer is the image's answer. */
  @JsonProperty("primary")
  PRIMARY,
  /** A candidate on its share of live traffic; its answer is the image's answer. */
  @JsonProperty("canary")
  CANARY,
  /** Classified in addition to the primary; its answer reaches no user. */
  @JsonProperty("shadow")
  SHADOW
}
