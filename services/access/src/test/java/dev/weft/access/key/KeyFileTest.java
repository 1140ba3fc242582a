package dev.weft.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  @Test
  void aFileKeepsItsPermissionsWhateverTheMask() throws Exception {
    Path file = Files.createFile(folder.resolve("keys"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    new KeyFile(file).add(key());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void aFileThatRootChangesKeepsItsOwnerAndGroup() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give files away");
    HashedKey revoked = key();
    Path file = Files.writeString(folder.resolve("keys"), revoked.line() + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.setAttribute(file, "unix:uid", 4711);
    Files.setAttribute(file, "unix:gid", 4712);

    assertThat(new KeyFile(file).remove(revoked.id())).isTrue();

    assertThat(file).isEmptyFile();
    assertThat(Files.readAttributes(file, "unix:uid,gid"))
        .containsEntry("uid", 4711)
        .containsEntry("gid", 4712);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  private static HashedKey key() {
    ApiKey key = ApiKey.generate(new SecureRandom());
    return HashedKey.of(
        key, Role.VIEWER, Instant.parse("2026-01-01T00:00:00Z"), Optional.empty(), "ann");
  }
}
