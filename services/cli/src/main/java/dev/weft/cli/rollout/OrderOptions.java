package dev.weft.cli.rollout;

import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutOrder;
import picocli.CommandLine.Option;

/** What every order may say. */
final class OrderOptions {

  @Option(
      names = "--revision",
      paramLabel = "N",
      description =
          "Expected revision of the rollout state: the order is refused if the state has changed"
              + " since. Default: any revision.")
  private Integer revision;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Reason for the order, kept in the history.")
  private String reason;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description =
          "Name of the person who gives the order. Default: the environment variable USER.",
      defaultValue = "${env:USER}")
  private String by;

  /** The state that it rests on. */
  OrderTerms terms() {
    return OrderTerms.revision(revision);
  }

  /** The same; a state that the command has seen itself, if the user named none. */
  OrderTerms terms(int seen) {
    return OrderTerms.revision(revision == null ? (Integer) seen : revision);
  }

  /** Who orders it and why, where the request has no body for that. */
  OrderQuery query() {
    return new OrderQuery(reason, who());
  }

  /**
   * The order.
   *
   * @param version that it is about; null for none
   */
  RolloutOrder order(Integer version) {
    return new RolloutOrder(version, reason, who());
  }

  private String who() {
    return by == null || by.isBlank() ? null : by;
  }
}
