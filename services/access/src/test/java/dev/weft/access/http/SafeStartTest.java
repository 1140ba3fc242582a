package dev.weft.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeStartTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
  void a_loopback_address_is_this_machines_own(String host) {
    assertThat(SafeStart.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "192.168.0.1", "no-such-host.invalid"})
  void others_reach_any_other(String host) {
    assertThat(SafeStart.isLoopback(host)).isFalse();
  }
}
