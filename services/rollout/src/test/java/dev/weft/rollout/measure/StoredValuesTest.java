package dev.weft.rollout.measure;

import static dev.weft.rollout.measure.Events.ONE;
import static dev.weft.rollout.measure.Events.classified;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.model.ServingRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of the state stores as earlier releases stored them. */
class StoredValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void aHistoryIsReadAndWrittenWithTheSameMembers() throws IOException {
    var cell = new PartitionWindow(ONE, ServingRole.PRIMARY, 1_793_000_000_000L);
    holds(
        "image-history",
        ImageHistory.class,
        new ImageHistory(
            "hat",
            true,
            List.of(
                new VersionOutcome(cell, VersionOutcome.Kind.CLASSIFIED, "hat", 0.75),
                new VersionOutcome(cell, VersionOutcome.Kind.FAILED, null, null))));
  }

  @Test
  void countsAreReadAndWrittenWithTheSameMembers() throws IOException {
    holds(
        "window-stats",
        WindowStats.class,
        WindowStats.NONE
            .plus(classified("image", ONE, ServingRole.PRIMARY, "hat", 12, List.of(2, 0)))
            .failed()
            .rejected()
            .compared(true)
            .labeled(true)
            .withLabeledConfidence(0.75, true, true, 1)
            .paired(1, true, false, 1));
  }

  /**
   * @param value what the file contains; with {@code -Dweft.docs.write=true} it is written first,
   *     for a new format
   */
  private static <T> void holds(String name, Class<T> type, T value) throws IOException {
    Path file = Path.of("../../schemas/stored", name + ".v1.json");
    byte[] written = StoreJson.write(value);
    if (Boolean.getBoolean("weft.docs.write")) {
      Files.write(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(JSON.readTree(written)));
    }
    byte[] stored = Files.readAllBytes(file);

    assertThat(StoreJson.read(stored, type)).isEqualTo(value);
    assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(stored));
    ObjectNode later = (ObjectNode) JSON.readTree(stored);
    assertThat(StoreJson.read(JSON.writeValueAsBytes(later.put("mood", "good")), type))
        .isEqualTo(value);
  }
}
