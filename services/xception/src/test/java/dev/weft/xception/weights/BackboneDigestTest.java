package dev.weft.xception.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.xception.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneDigestTest {

  @TempDir Path dir;

  @Test
  void aNewHeadOnTheSameBackboneHasTheSameDigest() throws IOException {
    Path starter = dir.resolve("starter");
    Path other = dir.resolve("other");
    SafeTensors.write(Starter.weights(), starter);
    SafeTensors.write(Starter.weights().withFreshHead(3), other);

    String digest = BackboneDigest.of(starter);

    assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(BackboneDigest.of(other));
  }

  @Test
  void aBackboneThatDiffersInOneByteHasAnotherDigest() throws IOException {
    Path file = dir.resolve("weights");
    SafeTensors.write(Starter.weights(), file);
    String digest = BackboneDigest.of(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(BackboneDigest.of(file)).isNotEqualTo(digest);
  }

  @Test
  void aFileThatIsNoneIsRefused() throws IOException {
    Path file = Files.write(dir.resolve("short"), new byte[4]);

    assertThatThrownBy(() -> BackboneDigest.of(file)).isInstanceOf(WeightsException.class);
  }
}
