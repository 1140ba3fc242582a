package dev.weft.events.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a model version was for an image. */
public enum Role {
  /** Its answer is the image's answer. */
  @JsonProperty("primary")
  PRIMARY,
  /** A new version on its share of live traffic; its answer is the image's answer. */
  @JsonProperty("canary")
  CANARY,
  /** Classified beside the primary; its answer goes to no user. */
  @JsonProperty("shadow")
  SHADOW
}
