package dev.weft.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupSecurityCheckTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "::1"})
  void a_loopback_address_is_this_machines_own(String host) {
    assertThat(StartupSecurityCheck.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "192.168.0.1", "no-such-host.invalid"})
  void others_reach_any_other(String host) {
    assertThat(StartupSecurityCheck.isLoopback(host)).isFalse();
  }

  @Test
  void tokens_without_an_audience_are_refused_unless_that_is_said() {
    assertThat(StartupSecurityCheck.problem(new Tokens(true, ISSUER, Optional.empty(), false)))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains(
                        "weft.access.oidc.audience", "any-audience", ISSUER.get().toString()));
    assertThat(StartupSecurityCheck.problem(new Tokens(true, ISSUER, Optional.of(" "), false)))
        .isPresent();
    assertThat(StartupSecurityCheck.problem(new Tokens(true, ISSUER, Optional.of("weft"), false)))
        .isEmpty();
    assertThat(StartupSecurityCheck.problem(new Tokens(true, ISSUER, Optional.empty(), true)))
        .isEmpty();
    assertThat(StartupSecurityCheck.problem(new Tokens(false, ISSUER, Optional.empty(), false)))
        .isEmpty();
  }

  @Test
  void an_audience_beside_any_audience_contradicts_itself() {
    assertThat(StartupSecurityCheck.problem(new Tokens(true, ISSUER, Optional.of("weft"), true)))
        .hasValueSatisfying(problem -> assertThat(problem).contains("set one of them"));
  }

  @Test
  void tokens_of_nobody_in_particular_are_refused() {
    assertThat(
            StartupSecurityCheck.problem(
                new Tokens(true, Optional.empty(), Optional.of("weft"), false)))
        .hasValueSatisfying(problem -> assertThat(problem).contains("weft.access.oidc.issuer"));
  }

  private static final Optional<URI> ISSUER = Optional.of(URI.create("https://id.example.com/r"));

  private record Tokens(
      boolean enabled, Optional<URI> issuer, Optional<String> audience, boolean anyAudience)
      implements AccessConfig.Oidc {
    @Override
    public String rolesClaim() {
      return "roles";
    }
  }
}
