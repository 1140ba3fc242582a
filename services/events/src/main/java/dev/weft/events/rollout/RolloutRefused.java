package dev.weft.events.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.events.Excerpt;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * An order was refused; the state is unchanged. Schema: {@code rollout-refused.v1}.
 *
 * @param orderId the id of the order
 * @param model the model's name
 * @param revision the revision of the state at that time; 0 if the model has none
 * @param reason why, for machines
 * @param detail why, for people, and what to do
 * @param refusedAt when the order was refused
 */
public record RolloutRefused(
    String orderId, String model, Integer revision, Reason reason, String detail, Instant refusedAt)
    implements WeftEvent {

  private static final int MAX_DETAIL = 2000;

  public RolloutRefused {
    ImageId.require(orderId);
    ModelName.require(model);
    revision = revision == null ? 0 : revision;
    Require.atLeast("revision", revision, 0);
    Objects.requireNonNull(reason, "reason");
    detail = Excerpt.cut(Objects.requireNonNull(detail, "detail"), MAX_DETAIL);
    Require.moment("refusedAt", refusedAt);
  }

  /** Why an order was refused. */
  public enum Reason {
    /** It names a revision that is no longer the current one. */
    STALE_REVISION,
    /** The state does not allow it, such as a resume of a rollout that is not paused. */
    ILLEGAL_TRANSITION,
    /** No such version is published. */
    UNKNOWN_VERSION,
    /** The model has no version yet. */
    UNKNOWN_MODEL,
    /** The alias is reserved or does not exist, or there are too many. */
    INVALID_ALIAS,
    /** It contradicts itself, or uses a feature that this release does not support. */
    INVALID_ORDER,
    /** It is older than the age limit of orders. */
    EXPIRED,
    /** A reason of a later release than this one: read, never written. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** The name in events, such as {@code stale-revision}. */
    @JsonValue
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public String key() {
    return model;
  }

  @Override
  public Instant occurredAt() {
    return refusedAt;
  }

  @Override
  public String identity() {
    return orderId;
  }
}
