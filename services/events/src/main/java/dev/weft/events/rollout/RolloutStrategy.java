package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a candidate earns its images. */
public enum RolloutStrategy {
  /** It serves everything as soon as every replica has it. */
  ALL_AT_ONCE,
  /** It serves a share that grows step by step. */
  CANARY,
  /** It classifies beside the serving version and answers nobody, until a person promotes it. */
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

  /** Whether a candidate may classify beside the serving version. */
  public boolean shadows() {
    return this == SHADOW || this == SHADOW_CANARY;
  }
}
