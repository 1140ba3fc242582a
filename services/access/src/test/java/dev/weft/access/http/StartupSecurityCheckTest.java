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
  void aLoopbackAddressIsThisMachinesOwn(String host) {
    assertThat(StartupSecurityCheck.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "192.168.0.1", "no-such-host.invalid"})
  void othersReachAnyOther(String host) {
    assertThat(StartupSecurityCheck.isLoopback(host)).isFalse();
  }

  @Test
  void tokensWithoutAnAudienceAreRefusedUnlessThatIsSaid() {
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
  void anAudienceBesideAnyAudienceContradictsItself() {
    assertThat(StartupSecurityCheck.problem(new Tokens(true, ISSUER, Optional.of("weft"), true)))
        .hasValueSatisfying(problem -> assertThat(problem).contains("set one of them"));
  }

  @Test
  void tokensOfNobodyInParticularAreRefused() {
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
