package dev.weft.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
  private static final Instant SENT = Instant.parse("2026-11-01T12:00:00.123456Z");
  private static final Instant AT = SENT.plusSeconds(1);

  @TempDir Path folder;

  @Test
  void everyOperationComesBackAsItWasWritten() throws Exception {
    var event = new ObjectMapper().createObjectNode().put("imageId", "a");
    List<Operation> all =
        List.of(
            new Operation.Begun(SENT, 42, "test"),
            new Operation.UploadTried("a", "0".repeat(64), null, true, 202, SENT, AT),
            new Operation.LabelTried("a", "hat", "1", "clothing", 200, SENT, AT),
            new Operation.LabelTried("a", null, null, "clothing", 0, SENT, AT),
            new Operation.TrainingTried("t", "clothing", 202, SENT, AT),
            new Operation.RolloutTried("clothing", "start", 2, 200, 7, SENT, AT),
            new Operation.RecordRead("weft.images.classified", 1, 7, "a", SENT, event, AT),
            new Operation.RecordRead("weft.images.labeled", 1, 7, "a", SENT, null, AT),
            new Operation.OffsetCommitted("g", "weft.images.uploaded", 2, 9L, AT),
            new Operation.OffsetCommitted("g", "weft.images.uploaded", 2, null, AT),
            new Operation.SampleRead("t", "a", "hat", "unreadable", AT),
            new Operation.DataSetRead("t", "clothing", 1, AT),
            new Operation.Fault("kill", "classifier-1", "SIGKILL", SENT, AT),
            new Operation.Phase("upgrade: gateway-1", AT),
            new Operation.Ended(Map.of("weft.images.classified-1", 8L), AT));
    Path file = folder.resolve("run/history.jsonl");
    try (var writer = new HistoryWriter(file)) {
      all.subList(0, 5).forEach(writer::add);
    }
    try (var writer = new HistoryWriter(file)) {
      all.subList(5, all.size()).forEach(writer::add);
    }
    List<Operation> read = new ArrayList<>();
    HistoryReader.read(file, read::add);
    assertThat(read).isEqualTo(all);
  }

  @Test
  void aLineThatIsNoOperationIsRefusedWithItsNumber() throws Exception {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(
        file,
        "{\"op\":\"begun\",\"at\":\"2026-11-01T12:00:00Z\",\"seed\":1}\n{\"op\":\"guess\"}\n");
    assertThatThrownBy(() -> HistoryReader.read(file, operation -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("guess");
  }
}
