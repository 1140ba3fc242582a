package dev.weft.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.base.StoredFormat.UnknownFormatException;
import dev.weft.events.label.LabelSource;
import dev.weft.objectstore.MemoryObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A definition as earlier releases stored it. */
class StoredDatasetTest {
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final NamedDatasets datasets = new NamedDatasets(store, "weft");

  private void put(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    store.put("weft", "named-datasets/autumn.json", bytes, "application/json");
  }

  private static String stored() throws IOException {
    return Files.readString(Path.of("../../schemas/stored/named-dataset.v1.json"));
  }

  @Test
  void isRead() throws IOException {
    put(stored());

    assertThat(datasets.find("autumn"))
        .contains(
            new NamedDataset(
                "autumn",
                "clothing",
                new DatasetFilter(
                    List.of("hat", "shoes"),
                    LabelSource.PERSON,
                    "ada",
                    Map.of("season", "autumn"),
                    Instant.parse("2026-09-01T00:00:00Z"),
                    Instant.parse("2026-12-01T00:00:00Z")),
                "71e12dba3865a9c7fecbd0e8dfe6101122a7eda9ec4d944473750f539a2d4d9e",
                3,
                Map.of("hat", 1, "shoes", 2),
                Instant.parse("2026-11-30T18:56:02Z")));
  }

  @Test
  void aLaterFormatIsRefusedAndLeftOutOfLists() throws IOException {
    put(stored().replaceFirst("\\{", "{\"format\": 2, "));

    assertThatThrownBy(() -> datasets.find("autumn"))
        .isInstanceOf(UnknownFormatException.class)
        .hasMessageContaining("named-datasets/autumn.json has format 2");
    assertThat(datasets.newest(null, 10)).isEmpty();
  }
}
