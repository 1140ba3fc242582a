package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import picocli.CommandLine.Option;

/** What every order may say. */
final class OrderOptions {

  @Option(
      names = "--revision",
      paramLabel = "N",
      description =
          "The revision that you saw: if somebody has decided something since, the order is"
              + " refused. Default: any.")
  private Integer revision;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever looks later.")
  private String reason;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who orders it. Default: the environment variable USER.",
      defaultValue = "${env:USER}")
  private String by;

  /** The revision that was seen; null for any. */
  Integer revision() {
    return revision;
  }

  /**
   * The API's body.
   *
   * @param version that it is about; null for none
   */
  ObjectNode body(Integer version) {
    ObjectNode body = Json.object();
    if (version != null) {
      body.put("version", version);
    }
    if (reason != null) {
      body.put("reason", reason);
    }
    if (by != null && !by.isBlank()) {
      body.put("by", by);
    }
    return body;
  }
}
