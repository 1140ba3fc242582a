package dev.weft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.console.ExitCode;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class WeftTest {

  @Test
  void helpNamesEveryCommandAndEveryExitCode() {
    CliRun run = CliRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("up", "demo", "status", "publish", "watch", "image", "explain", "models")
        .contains("import-weights")
        .contains("label", "train", "trainings", "cancel-training", "rollout")
        .contains(
            "fetch-imagenet", "doctor", "bench", "key", "completion", "Exit codes", "weft build");
  }

  @Test
  void noCommandShowsTheHelpAndIsAUsageError() {
    CliRun run = CliRun.of();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("Usage: weft");
  }

  @Test
  void anUnknownOptionIsAUsageErrorWithoutAStackTrace() {
    CliRun run = CliRun.of("publish", "--no-such", "x");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--no-such", "weft publish --help").doesNotContain("\tat ");
  }

  @Test
  void aServerThatIsNotThereIsSaidWithItsAddressAndWhatToDo() {
    CliRun run = CliRun.of("models", "--server", "http://127.0.0.1:1", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(run.err()).contains("http://127.0.0.1:1", "weft up", "--server");
    assertThat(run.json().path("exitCode").asInt()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aServerThatIsNoUrlIsAUsageError() {
    assertThat(CliRun.of("models", "--server", "ftp://x").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aTakenPortIsSaidWithTheOptionThatChangesIt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      CliRun run = CliRun.of("up", "--http-port", String.valueOf(port));

      assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_START);
      assertThat(run.err()).contains("port " + port + " is in use", "--http-port N");
    }
  }

  @Test
  void aPortThatIsNoneIsAUsageError() {
    CliRun run = CliRun.of("up", "--kafka-port", "70000");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--kafka-port", "70000");
  }

  @Test
  void anExternalStoreNeedsItsKeys() {
    CliRun run = CliRun.of("up", "--s3", "http://minio:9000");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("AWS_ACCESS_KEY_ID");
  }

  @Test
  void aBrokerWithoutAPortIsAUsageError() {
    assertThat(CliRun.of("up", "--kafka", "broker").err()).contains("HOST:PORT", "broker");
  }

  @Test
  void completionIsAScriptThatKnowsTheCommands() {
    CliRun run = CliRun.of("completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("#!/usr/bin/env bash")
        .contains("publish", "explain", "fetch-imagenet")
        .contains("promote", "--auto-start");
  }
}
