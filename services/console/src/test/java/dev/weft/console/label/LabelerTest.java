package dev.weft.console.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.client.RetryPolicy;
import dev.weft.client.WeftClient;
import dev.weft.client.image.LabelSource;
import dev.weft.console.CliException;
import dev.weft.console.terminal.Progress;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelerTest {
  @TempDir Path dir;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aFileThatIsTooLargeForAnImageFailsAndTheRestGoesOn() throws IOException {
    Path video = dir.resolve("video.mp4");
    try (RandomAccessFile file = new RandomAccessFile(video.toFile(), "rw")) {
      file.setLength(3L << 30);
    }
    Path photo = Files.writeString(dir.resolve("1.jpg"), "hat");

    LabelOutcomes outcomes =
        labeler()
            .label(
                List.of(
                    LabelEntry.ofFile("video.mp4", video, "hat", null),
                    LabelEntry.ofFile("again.mp4", "known-id", video, "hat", null),
                    LabelEntry.ofFile("1.jpg", photo, "hat", null)),
                1);

    assertThat(outcomes.failures())
        .hasSize(2)
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("cannot be read: it has 3.2 GB, and files above 60.0 MB"));
    assertThat(gateway.uploads).hasSize(1);
  }

  @Test
  void anErrorOfAThreadIsAnErrorOfTheCommand() {
    LabelEntry entry =
        LabelEntry.ofPicture(
            "a",
            "a",
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            "hat");

    assertThatThrownBy(() -> labeler().label(List.of(entry), 1))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("labeling failed")
        .hasMessageContaining("Java heap space");
  }

  private Labeler labeler() {
    WeftClient client = WeftClient.builder().address(gateway.url()).retry(RetryPolicy.NONE).build();
    return new Labeler(client, null, LabelSource.FOLDER, null, false, Progress.silent());
  }
}
