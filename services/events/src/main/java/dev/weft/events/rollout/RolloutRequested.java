package dev.weft.events.rollout;

import dev.weft.events.Excerpt;
import dev.weft.events.ImageId;
import dev.weft.events.ModelName;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import dev.weft.events.model.VersionAlias;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * An order about a model's versions. Schema: {@code rollout-requested.v1}. Each order is answered
 * by one {@link RolloutChanged} or one {@link RolloutRefused} with its id.
 *
 * @param orderId the order's id; the rule of {@link ImageId} applies
 * @param model the model's name, see {@link ModelName}
 * @param action the action
 * @param revision the revision of the state that the order is based on: refused if the state has
 *     changed since; null for any
 * @param version the version; required for {@code start} and {@code set-alias}, optional for {@code
 *     rollback} and {@code pin}
 * @param alias a version's name, of {@code set-alias} and {@code remove-alias}
 * @param policy the policy of {@code set-policy}
 * @param reason for people; null if none was given
 * @param requestedBy who gave the order, not authenticated; null if unknown
 * @param requestedAt when it was requested
 */
public record RolloutRequested(
    String orderId,
    String model,
    RolloutAction action,
    Integer revision,
    Integer version,
    String alias,
    RolloutPolicy policy,
    String reason,
    String requestedBy,
    Instant requestedAt)
    implements WeftEvent {

  private static final Set<RolloutAction> NEED_VERSION =
      EnumSet.of(RolloutAction.START, RolloutAction.SET_ALIAS);
  private static final Set<RolloutAction> TAKE_VERSION =
      EnumSet.of(
          RolloutAction.START,
          RolloutAction.SET_ALIAS,
          RolloutAction.ROLLBACK,
          RolloutAction.PIN,
          RolloutAction.UNKNOWN);
  private static final Set<RolloutAction> NEED_ALIAS =
      EnumSet.of(RolloutAction.SET_ALIAS, RolloutAction.REMOVE_ALIAS);
  private static final int MAX_REASON = 2000;

  public RolloutRequested {
    ImageId.require(orderId);
    ModelName.require(model);
    Objects.requireNonNull(action, "action");
    Require.atLeast("revision", revision, 0);
    Require.atLeast("version", version, 1);
    if (alias != null) {
      VersionAlias.require(alias);
    }
    requireFit(action, "version", version, NEED_VERSION, TAKE_VERSION);
    requireFit(action, "alias", alias, NEED_ALIAS, withUnknown(NEED_ALIAS));
    var policySetters = EnumSet.of(RolloutAction.SET_POLICY);
    requireFit(action, "policy", policy, policySetters, withUnknown(policySetters));
    reason = reason == null ? null : Excerpt.cut(reason, MAX_REASON);
    if (requestedBy != null) {
      Require.text("requestedBy", requestedBy, 1, 100);
    }
    Require.moment("requestedAt", requestedAt);
  }

  private static Set<RolloutAction> withUnknown(Set<RolloutAction> actions) {
    var all = EnumSet.copyOf(actions);
    all.add(RolloutAction.UNKNOWN);
    return all;
  }

  private static void requireFit(
      RolloutAction action,
      String name,
      Object value,
      Set<RolloutAction> needed,
      Set<RolloutAction> taken) {
    if (value == null && needed.contains(action)) {
      throw new IllegalArgumentException(
          action.code() + " requires " + name + ", which is missing");
    }
    if (value != null && !taken.contains(action)) {
      throw new IllegalArgumentException(action.code() + " does not take " + name + "; omit it");
    }
  }

  @Override
  public String key() {
    return model;
  }

  @Override
  public Instant occurredAt() {
    return requestedAt;
  }

  @Override
  public String identity() {
    return orderId;
  }
}
