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
  void a_replica_keeps_its_name_and_another_folder_is_another_replica() {
    String name = ReplicaId.of(dir.resolve("a"));

    assertThat(ReplicaId.of(dir.resolve("a"))).isEqualTo(name);
    assertThat(ReplicaId.of(dir.resolve("b"))).isNotEqualTo(name);
  }

  @Test
  void a_damaged_name_is_said_with_what_to_do() throws IOException {
    Files.writeString(dir.resolve("replica-id"), "?");

    assertThatThrownBy(() -> ReplicaId.of(dir)).hasMessageContaining("delete it");
  }
}
