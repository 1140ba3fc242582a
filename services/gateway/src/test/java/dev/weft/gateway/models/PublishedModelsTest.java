package dev.weft.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.gateway.MemoryStore;
import dev.weft.modelstore.ModelStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedModelsTest {
  private final MemoryStore store = new MemoryStore();
  private final PublishedModels models = new PublishedModels(new ModelStore(store, "weft"));

  @Test
  void saysWhichClassesAVersionNoLongerKnows() {
    put(1, "\"hat\", \"shirt\", \"skirt\"");
    put(2, "\"boot\", \"shirt\"");

    assertThat(models.forgotten("clothing", 2, 1)).containsExactly("hat", "skirt");
    assertThat(models.forgotten("clothing", 1, 1)).isEmpty();
    assertThat(models.forgotten("clothing", 3, 1)).as("of a version that is not there").isEmpty();
  }

  private void put(int version, String classes) {
    String golden = classes.replaceAll("\"[a-z]+\"", "1.0");
    String file = "{\"size\": 1, \"sha256\": \"" + "a".repeat(64) + "\"}";
    String manifest =
        """
        {"format": 1, "name": "clothing", "version": %d, "publishedAt": "2026-11-01T00:00:00Z",
         "classes": [%s],
         "preprocessing": {"width": 299, "height": 299, "resize": "STRETCH",
                           "scaling": "MINUS_ONE_TO_ONE"},
         "golden": [%s], "files": {"model.onnx": %s, "weights.safetensors": %s},
         "origin": {"kind": "training", "source": "labels", "sha256": null,
                    "parent": "clothing:1", "metrics": {"accuracy": 0.9}, "training": null}}"""
            .formatted(version, classes, golden, file, file);
    store.put(
        "models/clothing/" + version + "/manifest.json",
        manifest.getBytes(StandardCharsets.UTF_8),
        "application/json",
        Map.of(),
        Instant.EPOCH);
  }
}
