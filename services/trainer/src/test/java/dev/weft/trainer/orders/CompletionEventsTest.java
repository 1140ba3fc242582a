package dev.weft.trainer.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.BundleFile;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.Origin;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class CompletionEventsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final TrainingRequested REQUEST =
      new TrainingRequested("t-1", "tops", TrainingTrigger.PERSON, null, null, NOON);

  private final CompletionEvents ends = new CompletionEvents(new EventCodec());

  @Test
  void aNewVersionIsSaidToBePublishedAndEachRequestToHaveEnded() throws IOException {
    assertThat(ends.of(REQUEST, published(false), List.of("t-2")))
        .extracting(ProducerRecord::topic)
        .containsExactly(
            Topics.MODELS_PUBLISHED, Topics.TRAINING_PROGRESSED, Topics.TRAINING_PROGRESSED);
  }

  @Test
  void oneThatWasThereIsNotSaidToBePublishedAgain() throws IOException {
    List<ProducerRecord<String, byte[]>> events = ends.of(REQUEST, published(true), List.of());

    assertThat(events).hasSize(1);
    assertThat(events.get(0).topic()).isEqualTo(Topics.TRAINING_PROGRESSED);
    JsonNode end = new ObjectMapper().readTree(events.get(0).value());
    assertThat(end.path("state").asText()).isEqualTo("published");
    assertThat(end.path("version").asInt()).isEqualTo(3);
  }

  private static TrainingOutcome published(boolean wasThere) throws IOException {
    var file = new BundleFile(1, "0".repeat(64));
    var manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "tops",
            3,
            NOON,
            List.of("blazer", "polo"),
            Preprocessing.XCEPTION,
            List.of(0.5f, 0.25f),
            Map.of(ModelManifest.ONNX, file, ModelManifest.WEIGHTS, file),
            new Origin(Origin.TRAINING, null, null, "tops:2", Map.of(), null),
            null);
    return new TrainingOutcome(
        TrainingState.PUBLISHED,
        "as good",
        new ObjectMapper().readTree(manifest.toJson()),
        wasThere,
        null,
        List.of(),
        NOON);
  }
}
