package dev.weft.trainer.run.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.base.StoredFormat.UnknownFormatException;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.Histories;
import dev.weft.trainer.phase.History;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of trainings as earlier releases stored them. */
class StoredDocumentsTest {
  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "training-plan", Plan.class,
          "training-outcome", TrainingOutcome.class,
          "label-mark", LabelMark.class);

  private static byte[] stored(String name) throws IOException {
    return Files.readAllBytes(Path.of("../../schemas/stored", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"training-plan", "training-outcome", "label-mark"})
  void aDocumentIsReadAndWrittenWithTheSameMembers(String name) throws IOException {
    byte[] document = stored(name + ".v1.json");

    Object read = RunFiles.value(name, document, TYPES.get(name));

    byte[] written = RunFiles.bytes(RunFiles.tree(read));
    assertThat(RunFiles.tree(written)).isEqualTo(RunFiles.tree(document));
  }

  @ParameterizedTest
  @ValueSource(strings = {"training-plan", "training-outcome", "label-mark"})
  void aLaterReleasesMembersAreIgnoredAndItsFormatIsRefused(String name) throws IOException {
    ObjectNode document = (ObjectNode) RunFiles.tree(stored(name + ".v1.json"));
    Object read = RunFiles.value(name, RunFiles.bytes(document), TYPES.get(name));
    document.put("mood", "good");
    assertThat(RunFiles.value(name, RunFiles.bytes(document), TYPES.get(name))).isEqualTo(read);

    document.put("format", 2);
    assertThatThrownBy(() -> RunFiles.value(name, RunFiles.bytes(document), TYPES.get(name)))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining(name + " has format 2");
  }

  @Test
  void epochsOfACheckpointAreReadAndWrittenWithTheSameMembers() throws IOException {
    var checkpoints = new InMemory();
    checkpoints.contents.put("freeze", stored("epochs.v1.json"));

    History history = Histories.open(checkpoints, "freeze").orElseThrow();
    Histories.save(checkpoints, "again", history);

    assertThat(RunFiles.tree(checkpoints.contents.get("again")))
        .isEqualTo(RunFiles.tree(stored("epochs.v1.json")));
    ObjectNode later = (ObjectNode) RunFiles.tree(stored("epochs.v1.json"));
    checkpoints.contents.put("later", RunFiles.bytes(later.put("format", 2)));
    assertThatThrownBy(() -> Histories.open(checkpoints, "later"))
        .isInstanceOf(UnknownFormatException.class);
  }

  private static final class InMemory implements Checkpoints {
    final Map<String, byte[]> contents = new HashMap<>();

    @Override
    public void save(String name, Content content) {
      var out = new ByteArrayOutputStream();
      try {
        content.writeTo(out);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      contents.put(name, out.toByteArray());
    }

    @Override
    public Optional<InputStream> open(String name) {
      return Optional.ofNullable(contents.get(name)).map(ByteArrayInputStream::new);
    }

    @Override
    public void delete(String name) {
      contents.remove(name);
    }
  }
}
