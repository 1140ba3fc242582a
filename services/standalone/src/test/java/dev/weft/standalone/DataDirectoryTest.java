package dev.weft.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path dir;

  @Test
  void aSecondInstanceIsToldSo() throws IOException {
    try (var first = DataDirectory.open(dir.resolve("data"))) {
      assertThatThrownBy(() -> DataDirectory.open(first.root()))
          .isInstanceOf(DataDirectory.InUseException.class)
          .hasMessageContaining(first.root().toString())
          .hasMessageContaining("--data");
    }
    DataDirectory.open(dir.resolve("data")).close();
    assertThat(dir.resolve("data/lock")).exists();
  }

  @Test
  void keysAreMadeOnceAndReadByTheirOwnerOnly() throws IOException {
    LocalStoreKeys first = LocalStoreKeys.in(dir);
    assertThat(first.secretKey()).hasSize(40);
    assertThat(first.toString()).doesNotContain(first.secretKey());
    assertThat(LocalStoreKeys.in(dir)).isEqualTo(first);
    assertThat(Files.getPosixFilePermissions(dir.resolve(LocalStoreKeys.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
