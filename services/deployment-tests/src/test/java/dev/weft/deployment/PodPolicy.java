package dev.weft.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The policy for every pod: the Pod Security Standard {@code restricted}, and the additional rules
 * of this project. There are no exceptions.
 */
final class PodPolicy {

  private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");
  private static final List<String> PROBES =
      List.of("startupProbe", "livenessProbe", "readinessProbe");
  private static final Set<String> VOLUMES =
      Set.of("configMap", "emptyDir", "persistentVolumeClaim", "projected", "secret");
  private static final Pattern VERSIONED =
      Pattern.compile("[^\\s:@]+:(?!latest$)[\\w.-]*\\d[\\w.-]*");

  /** More than a classifier takes to drain, a trainer to stop and a transaction to end. */
  private static final int LEAST_GRACE_SECONDS = 30;

  private final List<String> complaints = new ArrayList<>();

  private PodPolicy() {}

  /** Violations of an object with a pod; empty if there are none. */
  static List<String> complaints(Manifest manifest) {
    var policy = new PodPolicy();
    policy.pod(manifest.pod().orElseThrow());
    manifest.containers().forEach(policy::container);
    return policy.complaints.stream().map(each -> manifest + ": " + each).toList();
  }

  private void must(boolean kept, String what) {
    if (!kept) {
      complaints.add(what);
    }
  }

  private void pod(JsonNode pod) {
    must(isFalse(pod.at("/automountServiceAccountToken")), "mounts the account's token");
    must(isFalse(pod.at("/enableServiceLinks")), "takes services into its environment");
    must(!pod.path("serviceAccountName").asText("default").equals("default"), "default account");
    must(pod.at("/securityContext/runAsNonRoot").asBoolean(), "may run as root");
    must(pod.at("/securityContext/runAsUser").asInt() > 0, "has no user of its own");
    must(
        pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
        "has no seccomp profile");
    for (String shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      must(!pod.path(shared).asBoolean(), "shares the node's " + shared);
    }
    must(
        pod.path("terminationGracePeriodSeconds").asInt() >= LEAST_GRACE_SECONDS,
        "has less than 30 s to end what it began");
    must(pod.path("topologySpreadConstraints").size() > 0, "is not spread over nodes");
    pod.path("volumes")
        .forEach(
            volume ->
                volume
                    .fieldNames()
                    .forEachRemaining(
                        type ->
                            must(
                                type.equals("name") || VOLUMES.contains(type),
                                "mounts a volume of type " + type)));
    pod.path("volumes")
        .forEach(
            volume ->
                must(
                    !volume.has("emptyDir") || volume.at("/emptyDir").has("sizeLimit"),
                    "has a folder without a limit: " + volume.path("name").asText()));
  }

  private void container(JsonNode container) {
    JsonNode security = container.path("securityContext");
    must(isFalse(security.path("allowPrivilegeEscalation")), "may become more than it is");
    must(!security.path("privileged").asBoolean(), "is privileged");
    must(security.path("readOnlyRootFilesystem").asBoolean(), "may write to its image");
    must(security.at("/capabilities/drop/0").asText().equals("ALL"), "keeps capabilities");
    must(!security.at("/capabilities").has("add"), "is given capabilities");
    must(security.path("runAsNonRoot").asBoolean(true), "may run as root");
    must(security.path("runAsUser").asInt(1) > 0, "runs as root");
    for (String resource : RESOURCES) {
      must(container.at("/resources/limits").has(resource), "has no limit of " + resource);
      must(container.at("/resources/requests").has(resource), "asks for no " + resource);
    }
    PROBES.forEach(probe -> must(container.has(probe), "has no " + probe));
    must(
        VERSIONED.matcher(container.path("image").asText()).matches(),
        "has an image without a version: " + container.path("image").asText());
    container
        .path("ports")
        .forEach(port -> must(!port.has("hostPort"), "takes a port of its node"));
  }

  /** Whether a field is explicitly false; its default is true. */
  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.asBoolean();
  }
}
