package dev.weft.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The policy for every container. */
final class ComposePolicy {

  private static final Pattern VERSIONED =
      Pattern.compile("[^\\s:@]+:(?!latest$)[\\w.-]*\\d[\\w.-]*");
  private static final Pattern LOCAL_PORT = Pattern.compile("127\\.0\\.0\\.1:.+:\\d+");
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|ACCESS_KEY");

  /** Runs once, without a network, and makes the store's user the owner of a new volume. */
  private static final String OWNER_OF_ALL = "store-volume";

  /**
   * Services without a health check: programs that exit, and images without a program that could
   * run one.
   */
  private static final Set<String> UNASKED =
      Set.of("store-volume", "store-topic", "store-setup", "collector", "traces");

  private final String name;
  private final JsonNode service;
  private final List<String> complaints = new ArrayList<>();

  private ComposePolicy(String name, JsonNode service) {
    this.name = name;
    this.service = service;
  }

  /** Violations of a service; empty if there are none. */
  static List<String> complaints(String name, JsonNode service) {
    var policy = new ComposePolicy(name, service);
    policy.privileges();
    policy.bounds();
    policy.secrets();
    return policy.complaints;
  }

  private void must(boolean kept, String what) {
    if (!kept) {
      complaints.add(name + ": " + what);
    }
  }

  private void privileges() {
    must(
        service.path("user").asText().matches("[1-9]\\d*:[1-9]\\d*") || isOwnerOfAll(),
        "may run as root");
    must(service.path("read_only").asBoolean(), "may write to its image");
    must(service.at("/cap_drop/0").asText().equals("ALL"), "keeps capabilities");
    must(!service.has("cap_add") || isOwnerOfAll(), "is given capabilities");
    must(
        service.at("/security_opt/0").asText().equals("no-new-privileges:true"),
        "may become more than it is");
    for (String shared : List.of("privileged", "pid", "ipc", "devices")) {
      must(!service.has(shared), "has " + shared);
    }
    service
        .path("volumes")
        .forEach(
            volume -> must(!volume.asText().contains(".sock"), "is given the engine's socket"));
  }

  private boolean isOwnerOfAll() {
    return name.equals(OWNER_OF_ALL) && service.path("network_mode").asText().equals("none");
  }

  private void bounds() {
    JsonNode health = service.path("healthcheck");
    must(VERSIONED.matcher(service.path("image").asText()).matches(), "has no version");
    must(service.at("/deploy/resources/limits").has("memory"), "has no limit of memory");
    must(service.at("/deploy/resources/limits").has("cpus"), "has no limit of processors");
    must(
        UNASKED.contains(name) ? health.path("disable").asBoolean() : health.has("test"),
        "is not asked whether it is well");
    // Podman supports neither.
    service
        .path("tmpfs")
        .forEach(
            folder ->
                must(!folder.asText().matches(".*[:,][ug]id=.*"), "has a tmpfs of one user's"));
    service
        .path("ports")
        .forEach(
            port ->
                must(
                    LOCAL_PORT.matcher(port.asText()).matches(),
                    "is open to the network: " + port));
  }

  private void secrets() {
    service
        .path("environment")
        .properties()
        .forEach(
            one ->
                must(
                    !SECRET.matcher(one.getKey().toUpperCase(Locale.ROOT)).find()
                        || one.getKey().endsWith("_FILE"),
                    "has a secret in the repository: " + Map.entry(one.getKey(), "...")));
  }
}
