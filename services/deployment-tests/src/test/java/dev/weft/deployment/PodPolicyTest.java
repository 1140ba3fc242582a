package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy rejects each violation that it covers, with the right reason. */
class PodPolicyTest {

  @Test
  void whatKeepsToAllOfItIsNotComplainedOf() {
    assertThat(PodPolicy.complaints(Example.good())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "automountServiceAccountToken: false, automountServiceAccountToken: true, token",
    "automountServiceAccountToken: false, priority: 1, token",
    "serviceAccountName: example, priority: 1, default account",
    "enableServiceLinks: false, enableServiceLinks: true, environment",
    "terminationGracePeriodSeconds: 30, terminationGracePeriodSeconds: 5, 30 s",
    "runAsNonRoot: true, runAsNonRoot: false, may run as root",
    "runAsUser: 10001, runAsUser: 0, no user of its own",
    "type: RuntimeDefault, type: Unconfined, seccomp",
    "enableServiceLinks: false, enableServiceLinks: false|      hostNetwork: true, hostNetwork",
    "'emptyDir: {sizeLimit: 1Gi}', 'emptyDir: {}', without a limit",
    "'emptyDir: {sizeLimit: 1Gi}', 'hostPath: {path: /}', hostPath",
  })
  void podsAreRefused(String text, String instead, String why) {
    assertThat(PodPolicy.complaints(Example.with(text, instead)))
        .singleElement()
        .asString()
        .contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "allowPrivilegeEscalation: false, privileged: false, more than it is",
    "allowPrivilegeEscalation: false, allowPrivilegeEscalation: true, more than it is",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: false, write to its image",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: true|            privileged: true, is privileged",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: true|            runAsUser: 0, runs as root",
    "readOnlyRootFilesystem: true, readOnlyRootFilesystem: true|            runAsNonRoot: false, may run as root",
    "drop: [ALL], drop: [NET_RAW], keeps capabilities",
    "drop: [ALL], drop: [ALL]|              add: [NET_ADMIN], is given capabilities",
    "'memory: 256Mi', 'other: 256Mi', no limit of memory",
    "'cpu: \"1\"', other: 1, no limit of cpu",
    "'memory: 128Mi', 'other: 128Mi', asks for no memory",
    "livenessProbe, other, no livenessProbe",
    "readinessProbe, other, no readinessProbe",
    "startupProbe, other, no startupProbe",
    "example:1.2.3, example:latest, without a version",
    "example:1.2.3, example, without a version",
    "containerPort: 8080, containerPort: 8080|              hostPort: 80, port of its node",
  })
  void containersAreRefused(String text, String instead, String why) {
    assertThat(PodPolicy.complaints(Example.with(text, instead)))
        .singleElement()
        .asString()
        .contains(why);
  }

  @Test
  void initContainersAreNoException() {
    Manifest spoilt =
        Example.with("      containers:", "      initContainers: [{name: x}]|      containers:");

    assertThat(PodPolicy.complaints(spoilt)).anyMatch(each -> each.contains("no limit of memory"));
  }
}
