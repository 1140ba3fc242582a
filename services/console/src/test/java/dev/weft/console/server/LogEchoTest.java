package dev.weft.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogEchoTest {

  @Test
  void onlyWarningsAndWorseAreForPeople() {
    assertThat(LogEcho.isLoud("2026-11-23 10:00:00,000 WARN  [dev.weft] (main) careful")).isTrue();
    assertThat(LogEcho.isLoud("2026-11-23 10:00:00,000 ERROR [dev.weft] (main) broken")).isTrue();
    assertThat(LogEcho.isLoud("10:00:00 ERROR no model")).isTrue();
    assertThat(LogEcho.isLoud("10:00:00 INFO  ERROR in a word")).isFalse();
    assertThat(LogEcho.isLoud("2026-11-23 10:00:00,000 INFO  [dev.weft] (main) WARN")).isFalse();
    assertThat(LogEcho.isLoud("\tat dev.weft.X")).isFalse();
  }
}
