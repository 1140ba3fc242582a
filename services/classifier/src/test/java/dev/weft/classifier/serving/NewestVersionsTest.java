package dev.weft.classifier.serving;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.base.LoadPriority;
import dev.weft.xception.engine.load.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Newer versions beside what the process has loaded already. */
class NewestVersionsTest {

  @TempDir private Path dir;
  private final LoadedModels held = new LoadedModels();
  private final SharedMemory memory = new SharedMemory();
  private final List<LoadPriority> priorities = new CopyOnWriteArrayList<>();
  private TinyModels models;

  @BeforeEach
  void publish() throws Exception {
    memory.add(held);
    models = new TinyModels(dir);
    models.publish();
  }

  @AfterEach
  void close() {
    held.close();
  }

  private NewestVersions newest(long memoryBytes) {
    var choice = TinyModels.choice(dir, memoryBytes);
    var guard = Guards.unchecked(dir);
    var loader =
        new VersionLoader(
            models.store,
            choice,
            guard,
            (files, golden, options, priority) -> {
              priorities.add(priority);
              return Engines.load(files, golden, options, priority);
            },
            new LoadOptions(choice));
    return new NewestVersions(models.store, choice, memory, guard, loader, held::become);
  }

  private static boolean serves(NewestVersions newest, int version) {
    return newest.state() instanceof LoadingState.Serving serving
        && serving.model().version() == version;
  }

  @Test
  void aNewerVersionIsLoadedInTheBackgroundOfTheServingOne() throws Exception {
    try (var newest = newest(1L << 40)) {
      newest.start();
      await().atMost(TIMEOUT).until(() -> serves(newest, 1));

      models.publish();

      await().atMost(TIMEOUT).until(() -> serves(newest, 2));
    }
    assertThat(priorities).containsExactly(LoadPriority.FOREGROUND, LoadPriority.BACKGROUND);
  }

  @Test
  void aNewerVersionThatDoesNotFitBesideTheServingOneIsRefused() throws Exception {
    try (var newest = newest(5L << 20)) {
      newest.start();
      await().atMost(TIMEOUT).until(() -> serves(newest, 1));

      models.publish();

      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  newest.state() instanceof LoadingState.Serving serving
                      && String.valueOf(serving.newerFails()).contains("may use at most 5 MiB"));
    }
    assertThat(held.versions()).containsExactly(1);
  }
}
