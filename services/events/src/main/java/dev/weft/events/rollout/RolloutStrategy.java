package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a candidate is rolled out. */
public enum RolloutStrategy {
  /** It serves all images as soon as every replica has loaded it. */
  ALL_AT_ONCE,
  /** It answers a share of images that grows step by step. */
  CANARY,
  /** It classifies as a shadow, without answering users, until a person promotes it. */
  SHADOW,
  /** First as a shadow, then as a canary. */
  SHADOW_CANARY;

  /** The name in events, such as {@code shadow-canary}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a candidate may answer users before it is promoted. */
  public boolean answersUsers() {
    return this == CANARY || this == SHADOW_CANARY;
  }

  /** Whether a candidate may classify as a shadow. */
  public boolean shadows() {
    return this == SHADOW || this == SHADOW_CANARY;
  }
}
