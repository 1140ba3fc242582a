package dev.weft.client;

import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutList;
import dev.weft.client.rollout.RolloutOrder;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import java.util.Optional;
import java.util.UUID;

/**
 * Operations on rollouts: which versions serve, and orders that change it. Retries of an order use
 * the same id, so that it is carried out once. An order returns the resulting state, and throws a
 * {@link WeftException} if it is refused or not answered in time. Thread-safe.
 */
public final class RolloutClient {
  private final Transport transport;

  RolloutClient(Transport transport) {
    this.transport = transport;
  }

  /** Returns the rollout state of every model. */
  public RolloutList list() {
    return transport.send(Operations.ROLLOUTS.call());
  }

  /** Returns a model's rollout state; empty if it has none. */
  public Optional<RolloutState> find(String model) {
    return transport.find(Operations.ROLLOUT.call(model));
  }

  /**
   * Gives an order.
   *
   * @param action from {@link RolloutAction#START} to {@link RolloutAction#UNPIN}
   */
  public RolloutState order(
      String model, RolloutAction action, RolloutOrder order, OrderTerms terms) {
    return give(Operations.ORDER_ROLLOUT.call(model, action).json(order), terms);
  }

  /** Replaces the policy by which the model's versions are rolled out. */
  public RolloutState setPolicy(
      String model, RolloutPolicy policy, OrderQuery said, OrderTerms terms) {
    return give(Operations.SET_POLICY.call(model).query(said).json(policy), terms);
  }

  /** Replaces the policy with one that is already JSON; the server validates it. */
  public RolloutState setPolicy(String model, String policy, OrderQuery said, OrderTerms terms) {
    return give(Operations.SET_POLICY.call(model).query(said).text(policy), terms);
  }

  /** Points an alias to a version. */
  public RolloutState setAlias(String model, String alias, RolloutOrder order, OrderTerms terms) {
    return give(Operations.SET_ALIAS.call(model, alias).json(order), terms);
  }

  /** Removes an alias. */
  public RolloutState removeAlias(String model, String alias, OrderQuery said, OrderTerms terms) {
    return give(Operations.REMOVE_ALIAS.call(model, alias).query(said), terms);
  }

  private RolloutState give(Call<RolloutState> order, OrderTerms terms) {
    return transport.order(
        order
            .header(
                Header.IDEMPOTENCY_KEY,
                terms.id() == null ? UUID.randomUUID().toString() : terms.id())
            .header(
                Header.IF_MATCH, terms.revision() == null ? null : "\"" + terms.revision() + "\""));
  }
}
