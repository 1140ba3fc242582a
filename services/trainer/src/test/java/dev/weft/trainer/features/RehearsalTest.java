package dev.weft.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.features.PerceptualHash;
import dev.weft.trainer.features.Rehearsal.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
  private static final PerceptualHash LOOK = new PerceptualHash(1, -2, 3, -4);

  @TempDir Path dir;

  @Test
  void travelsInAFileInHalfPrecision() throws IOException {
    Rehearsal set =
        new Rehearsal(
            "ab".repeat(32),
            "299x299-stretch",
            List.of("hat", "caf\u00e9"),
            List.of(example("00", 0, 0.1f), example("ff", 1, 3)));
    Path file = dir.resolve(Rehearsal.FILE);
    set.write(file);

    Rehearsal read = Rehearsal.read(file);

    assertThat(read.base()).isEqualTo(set.base());
    assertThat(read.preprocessing()).isEqualTo(set.preprocessing());
    assertThat(read.classes()).isEqualTo(set.classes());
    assertThat(read.counts()).containsExactly(1, 1);
    assertThat(read.examples()).extracting(Example::look).containsOnly(LOOK);
    assertThat(read.examples().get(1).sha256()).isEqualTo("ff".repeat(32));
    assertThat(read.examples().get(0).features()[2047]).isBetween(0.0999f, 0.1001f);
    assertThat(read.examples().get(1).features()[0]).isEqualTo(3);
    assertThat(Files.size(file)).isLessThan(2 * 4200 + 300);
  }

  @Test
  void whatIsNoRehearsalSetIsRefused() throws IOException {
    Path file = dir.resolve(Rehearsal.FILE);
    Rehearsal set = new Rehearsal("b", "p", List.of("hat"), List.of(example("00", 0, 1)));
    set.write(file);
    byte[] whole = Files.readAllBytes(file);
    for (byte[] bad :
        List.of(
            new byte[0],
            "nothing of the kind".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            Arrays.copyOf(whole, whole.length - 1),
            Arrays.copyOf(whole, whole.length + 1))) {
      Files.write(file, bad);
      assertThatThrownBy(() -> Rehearsal.read(file)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void isCutToTheClassesThatOthersHave() {
    Rehearsal set =
        new Rehearsal(
            "b",
            "p",
            List.of("dress", "hat"),
            List.of(example("00", 0, 1), example("11", 1, 1), example("22", 1, 1)));
    Rehearsal cut = set.among(List.of("hat", "scarf", "shoes"));
    assertThat(cut.counts()).containsExactly(2, 0, 0);
    assertThat(cut.classes()).containsExactly("hat", "scarf", "shoes");
  }

  private static Example example(String digits, int label, float value) {
    float[] features = new float[2048];
    Arrays.fill(features, value);
    return new Example(digits.repeat(32), LOOK, label, features);
  }
}
