package dev.weft.access.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir Path folder;

  @Test
  void aRevokedKeyIsGoneHoweverItsFieldsAreSeparated() throws Exception {
    HashedKey kept = key();
    HashedKey revoked = key();
    String others = "# of the team\n\n" + kept.line() + "\n";
    String spaced = " \t" + revoked.line().replace(" ", "\t");
    Path file = Files.writeString(folder.resolve("keys"), others + spaced + "\n");

    assertThat(new KeyFile(file).remove(revoked.id())).isTrue();

    assertThat(Files.readString(file)).isEqualTo(others);
  }

  private static HashedKey key() {
    ApiKey key = ApiKey.generate(new SecureRandom());
    return HashedKey.of(
        key, Role.VIEWER, Instant.parse("2026-01-01T00:00:00Z"), Optional.empty(), "ann");
  }
}
