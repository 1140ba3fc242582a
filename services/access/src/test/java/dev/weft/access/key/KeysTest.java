package dev.weft.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.access.Role;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ApiKey key = ApiKey.generate(new SecureRandom());
  private final HashedKey hashed =
      HashedKey.of(key, Role.LABELER, NOW, Optional.of(NOW.plusSeconds(60)), "ann");

  @Test
  void aKeyIsFoundByItsTextUntilItsTimeIsOver() {
    Keys keys = Keys.parse("# of the team\n\n" + hashed.line() + "\n");

    assertThat(keys.find(key.text(), NOW)).contains(hashed);
    assertThat(keys.find(key.text(), NOW.plusSeconds(59))).contains(hashed);
    assertThat(keys.find(key.text(), NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void aKeyThatWasFoundHoldsUntilItIsRevokedOrOverOrOfAnotherRole() {
    Keys keys = Keys.parse(hashed.line());
    HashedKey promoted =
        HashedKey.of(key, Role.OPERATOR, NOW, Optional.of(NOW.plusSeconds(60)), "ann");

    assertThat(keys.holds(hashed, NOW.plusSeconds(59))).isTrue();
    assertThat(keys.holds(hashed, NOW.plusSeconds(60))).isFalse();
    assertThat(Keys.NONE.holds(hashed, NOW)).isFalse();
    assertThat(Keys.parse(promoted.line()).holds(hashed, NOW)).isFalse();
  }

  @Test
  void anotherSecretWithTheSameIdIsNobodys() {
    Keys keys = Keys.parse(hashed.line());
    String last = key.text().endsWith("A") ? "B" : "A";
    String other = key.text().substring(0, key.text().length() - 1) + last;

    assertThat(keys.find(other, NOW)).isEmpty();
    assertThat(keys.find(ApiKey.generate(new SecureRandom()).text(), NOW)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "weft_", "weft_0123456789ab_short", "eyJhbGciOi.eyJzdWIi.sig"})
  void whatIsNoKeyIsNobodys(String text) {
    assertThat(Keys.parse(hashed.line()).find(text, NOW)).isEmpty();
  }

  @Test
  void aLineIsReadAsItWasWritten() {
    HashedKey plain = HashedKey.of(key, Role.REPLICA, NOW, Optional.empty(), "");

    assertThat(HashedKey.parse(plain.line())).isEqualTo(plain);
    assertThat(HashedKey.parse(hashed.line())).isEqualTo(hashed);
    assertThat(hashed.line()).doesNotContain(key.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0123456789ab viewer",
        "0123456789ab admin SHA 2026-01-01T00:00:00Z - -",
        "0123456789ab viewer SHA yesterday - -",
        "xyz viewer SHA 2026-01-01T00:00:00Z - -",
        "0123456789ab viewer weft_0123456789ab_secret 2026-01-01T00:00:00Z - -"
      })
  void aWrongLineIsNamedByItsNumberAndNotShown(String line) {
    String text = "# first\n" + line.replace("SHA", "0".repeat(64));

    assertThatThrownBy(() -> Keys.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void theSameIdTwiceIsRefused() {
    assertThatThrownBy(() -> Keys.parse(hashed.line() + "\n" + hashed.line()))
        .hasMessage("line 2: the key " + key.id() + " occurs twice");
  }

  @Test
  void aKeyShowsItsIdOnly() {
    assertThat(key.toString()).isEqualTo("weft_" + key.id() + "_...");
  }
}
