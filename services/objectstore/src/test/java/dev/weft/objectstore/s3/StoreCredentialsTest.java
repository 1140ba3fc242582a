package dev.weft.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreCredentialsTest {
  private final Map<String, String> settings = new HashMap<>();

  private Optional<StoreCredentials> read() {
    return StoreCredentials.of(settings::get);
  }

  @Test
  void keysAreWhatIsMeantWhereNothingElseIsNamed() {
    assertThat(read()).isEmpty();
    settings.put("access-key", "key");
    settings.put("secret-key", "secret");
    assertThat(read()).contains(new StoreCredentials.Keys("key", "secret", Optional.empty()));
    settings.put("session-token", "token");
    assertThat(read()).contains(new StoreCredentials.Keys("key", "secret", Optional.of("token")));
  }

  @Test
  void halfAPairIsNoPair() {
    settings.put("access-key", "key");
    assertThatThrownBy(this::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weft.s3.access-key is set, but weft.s3.secret-key is not");
  }

  @Test
  void aFileHasAPathAndAProfile() {
    settings.put("credentials", "file");
    assertThatThrownBy(this::read).hasMessageContaining("weft.s3.credentials-file is not set");
    settings.put("credentials-file", "/keys");
    assertThat(read()).contains(new StoreCredentials.SharedFile(Path.of("/keys"), "default"));
  }

  @Test
  void aRoleMayHaveATokenServiceOfItsOwn() {
    settings.put("credentials", "role");
    assertThat(read()).contains(new StoreCredentials.Role(Optional.empty()));
    settings.put("token-service", "https://sts.example.com");
    assertThat(read())
        .contains(new StoreCredentials.Role(Optional.of(URI.create("https://sts.example.com"))));
  }

  @Test
  void anUnknownSourceIsNamedWithThoseThatThereAre() {
    settings.put("credentials", "vault");
    assertThatThrownBy(this::read)
        .hasMessage("weft.s3.credentials must be keys, file or role, but is vault");
  }

  @Test
  void noSecretIsShown() {
    settings.put("access-key", "key");
    settings.put("secret-key", "hush");
    settings.put("session-token", "hush");
    var shown = StoreSettings.of(URI.create("http://store:9000"), read().orElseThrow()).toString();
    assertThat(shown).isEqualTo("http://store:9000 with the access key key");
  }
}
