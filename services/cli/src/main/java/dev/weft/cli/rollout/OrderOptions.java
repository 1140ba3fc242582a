package dev.weft.cli.rollout;

import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutOrder;
import picocli.CommandLine.Option;

/** Options of every order. */
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

  /** Returns the terms with the state that the order is based on. */
  OrderTerms terms() {
    return OrderTerms.revision(revision);
  }

  /** Returns the terms; if the user gave no state, with the one that the command has read. */
  OrderTerms terms(int seen) {
    return OrderTerms.revision(revision == null ? (Integer) seen : revision);
  }

  /** Returns reason and author for requests without a body. */
  OrderQuery query() {
    return new OrderQuery(reason, who());
  }

  /**
   * Returns the order.
   *
   * @param version the version; null for none
   */
  RolloutOrder order(Integer version) {
    return new RolloutOrder(version, reason, who());
  }

  private String who() {
    return by == null || by.isBlank() ? null : by;
  }
}
