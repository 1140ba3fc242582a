package dev.weft.trainer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.features.RefusingStore;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.labels.ErasedImages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleaningTest {
  private static final String PLAN = "trainings/old/plan.json";

  private final RefusingStore refusing = new RefusingStore();
  private final AtomicInteger rounds = new AtomicInteger();

  @TempDir Path dir;

  @Test
  void aRoundThatTheStoreRefusesIsMadeUpForByTheNext() {
    put(PLAN, "{}");
    put("trainings/old/outcome.json", "{\"at\": \"2020-01-01T00:00:00Z\"}");
    Cleaning cleaning = cleaning(Map.of());
    refusing.refuse((bucket, key) -> key.endsWith("outcome.json"));

    cleaning.clean();
    assertThat(refusing.objects().objects()).containsKey(PLAN);

    refusing.refuse((bucket, key) -> false);
    cleaning.clean();
    assertThat(refusing.objects().objects()).doesNotContainKey(PLAN);
  }

  @Test
  void directoriesOfEndedTrainingsAreDeletedEvenIfObjectsAreKeptForEver() {
    put(PLAN, "{}");
    put("trainings/old/outcome.json", "{\"at\": \"2020-01-01T00:00:00Z\"}");

    cleaning(Map.of("weft.trainer.retention.keep", "PT0S")).clean();

    assertThat(rounds).hasValue(1);
    assertThat(refusing.objects().objects()).containsKey(PLAN);
  }

  private Cleaning cleaning(Map<String, String> settings) {
    TrainerConfig config =
        Configs.of(settings, Map.of("weft.trainer.work-dir", dir.resolve("work").toString()));
    return new Cleaning(
        config,
        refusing.store(),
        "weft",
        new ModelStore(refusing.store(), "weft"),
        ErasedImages.NONE,
        rounds::incrementAndGet);
  }

  private void put(String key, String text) {
    refusing.objects().put("weft", key, text.getBytes(StandardCharsets.UTF_8), "text/plain");
  }
}
