package dev.weft.gateway.views.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaIdTest {

  @TempDir Path dir;

  @Test
  void aReplicaKeepsItsNameAndAnotherFolderIsAnotherReplica() {
    String name = ReplicaId.of(dir.resolve("a"));

    assertThat(ReplicaId.of(dir.resolve("a"))).isEqualTo(name);
    assertThat(ReplicaId.of(dir.resolve("b"))).isNotEqualTo(name);
  }

  @Test
  void aDamagedNameIsSaidWithWhatToDo() throws IOException {
    Files.writeString(dir.resolve("replica-id"), "?");

    assertThatThrownBy(() -> ReplicaId.of(dir)).hasMessageContaining("delete the file");
  }
}
