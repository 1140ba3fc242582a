package dev.weft.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalNamesTest {

  private final LocalNames names = new LocalNames(Set.of("Weft.example.com"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST",
        "localhost.",
        "weft.localhost",
        "127.0.0.1",
        "127.1.2.3",
        "::1",
        "[::1]",
        "weft.example.com"
      })
  void itsOwnNamesAndThoseThatAreConfiguredAreTaken(String host) {
    assertThat(names.include(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rebound.example",
        "localhost.rebound.example",
        "127.0.0.1.rebound.example",
        "127.0.0.1.nip.io",
        "notlocalhost",
        "10.0.0.1",
        "0.0.0.0",
        "other.weft.example.com",
        ""
      })
  void noOthersAreWhateverTheyMeanToAResolver(String host) {
    assertThat(names.include(host)).isFalse();
  }
}
