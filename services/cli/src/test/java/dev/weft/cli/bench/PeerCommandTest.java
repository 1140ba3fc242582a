package dev.weft.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerCommandTest {

  @ParameterizedTest
  @CsvSource({
    "peer, --images, 7, 8..5000",
    "peer, --latency-images, 0, 1..5000",
    "peer, --unanswered, 0, 1..1000",
    "peer, --batch, 257, 1..256",
    "peer, --rounds, 21, 1..20",
    "overhead, --images, 9, 10..100000",
    "overhead, --warm-up, 0, 1..100000",
    "overhead, --idle, 601, 1..600"
  })
  void aNumberOutOfItsRangeIsAUsageErrorThatNamesTheRange(
      String bench, String option, int value, String range) {
    CliRun run = CliRun.of("bench", bench, option, String.valueOf(value));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains(option, range, "is " + value);
  }

  @Test
  void anUnknownPeerIsAUsageErrorThatNamesTheKnownOnes() {
    CliRun run = CliRun.of("bench", "peer", "--peer", "spring");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("--peer", "LOOP", "QUARKUS");
  }

  @Test
  void bothAreNamedWhereNoBenchmarkIs() {
    assertThat(CliRun.of("bench").err()).contains("weft bench peer", "weft bench overhead");
  }
}
