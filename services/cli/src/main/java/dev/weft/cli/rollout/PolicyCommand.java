package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.RolloutClient;
import dev.weft.cli.client.WeftClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft rollout policy}. */
@Command(
    name = "policy",
    description = {
      "Prints how versions are rolled out, or says how from now on.",
      "A rollout under way keeps what it began with."
    })
final class PolicyCommand implements Callable<Integer> {

  private static final String STDIN = "-";

  private final Session session;

  @Mixin private ServerOption server;
  @Mixin private ModelOption model;
  @Mixin private OrderOptions options;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description =
          "The whole policy as JSON; - reads standard input. What it leaves out has its default.")
  private String file;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description =
          "all-at-once, canary, shadow or shadow-canary, with its own steps; the rest stays.")
  private String strategy;

  @Option(
      names = "--auto-start",
      negatable = true,
      description = "Whether a published version is rolled out by itself; the rest stays.")
  private Boolean autoStart;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      description = "So many of the newest versions are kept, 0 for all; the rest stays.")
  private Integer keepVersions;

  PolicyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    boolean some = strategy != null || autoStart != null || keepVersions != null;
    if (file != null && some) {
      throw new CliException(
          ExitCode.USAGE,
          "--file is the whole policy: it goes with no other setting",
          "write the setting into the file");
    }
    String whole = file == null ? null : read(file);
    WeftClient client = server.client();
    client.models();
    RolloutClient rollouts = client.rollouts();
    String name = model.name(rollouts);
    if (whole != null) {
      return print(rollouts.setPolicy(name, whole, options.body(null), options.revision()));
    }
    JsonNode state = rollouts.of(name).orElseThrow(() -> StatusCommand.unknown(name));
    if (!some) {
      return print(state);
    }
    // What stays is what was read: if somebody else has set another since, this is refused.
    Integer seen =
        options.revision() != null ? options.revision() : (Integer) state.path("revision").asInt();
    String changed = Json.line(changed(state.path("policy").deepCopy()));
    return print(rollouts.setPolicy(name, changed, options.body(null), seen));
  }

  private ObjectNode changed(ObjectNode policy) {
    if (strategy != null) {
      policy.put("strategy", strategy);
      policy.remove("steps");
    }
    if (autoStart != null) {
      policy.put("autoStart", autoStart);
    }
    if (keepVersions != null) {
      policy.put("keepVersions", keepVersions);
    }
    return policy;
  }

  private int print(JsonNode state) {
    session.print(Json.pretty(state.path("policy")));
    session.printJson(state.path("policy"));
    return ExitCode.OK;
  }

  private static String read(String file) {
    try {
      byte[] bytes =
          file.equals(STDIN) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.USAGE, "cannot read the policy from " + file + ": " + e.getMessage(), "", e);
    }
  }
}
