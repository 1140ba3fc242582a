package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.ModelRef;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class LogFieldsTest {

  private static final Subject ONE = Subject.version(new ModelRef("clothing", 2)).withImage("one");

  @Test
  void linesSayWhomTheyAreAboutUntilItIsOver() {
    try (LogFields fields = LogFields.of(ONE)) {
      assertThat(now())
          .isEqualTo(Map.of("imageId", "one", "model", "clothing", "modelVersion", "2"));
      assertThat(fields).isNotNull();
    }

    assertThat(now()).isEmpty();
  }

  @Test
  void whatWasSaidBeforeComesBack() {
    LogFields.about(
        Subject.training("t-1", "clothing"),
        () -> {
          LogFields.about(
              Subject.model("shoes"), () -> assertThat(MDC.get("model")).isEqualTo("shoes"));
          assertThat(now()).isEqualTo(Map.of("trainingId", "t-1", "model", "clothing"));
        });
  }

  @Test
  void aFailureTakesItsFieldsAwayToo() {
    Runnable fails =
        () -> {
          throw new IllegalStateException("as it happens");
        };
    try {
      LogFields.about(ONE, fails);
    } catch (IllegalStateException e) {
      assertThat(now()).isEmpty();
    }
  }

  @Test
  void aThreadOfAPoolHasNothingOfTheWorkBeforeAndNothingOfOthers() {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    try {
      CompletableFuture.runAsync(
              () -> LogFields.about(ONE, () -> assertThat(now()).isNotEmpty()), pool)
          .join();
      LogFields.about(
          ONE,
          () ->
              assertThat(CompletableFuture.supplyAsync(LogFieldsTest::now, pool).join()).isEmpty());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Map<String, Object> now() {
    Map<String, Object> fields = new HashMap<>();
    for (String name :
        new String[] {LogFields.IMAGE, LogFields.MODEL, LogFields.VERSION, LogFields.TRAINING}) {
      if (MDC.get(name) != null) {
        fields.put(name, MDC.get(name));
      }
    }
    return fields;
  }
}
