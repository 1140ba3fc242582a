package dev.weft.bench.setup;

import dev.weft.console.Session;
import dev.weft.console.terminal.Progress;
import dev.weft.trainer.features.PassListener;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells a person what a benchmark does.
 *
 * @param notes takes a line each
 * @param bars opens the progress of this title
 */
public record Narration(Consumer<String> notes, Function<String, Progress> bars) {

  /** On standard error, unless quiet. */
  public static Narration of(Session session) {
    return new Narration(session::note, session::progress);
  }

  public void step(String what) {
    notes.accept("- " + what);
  }

  /** Does work that goes through images. */
  public <T> T passing(String title, Function<PassListener, T> work) {
    try (Progress progress = bars.apply(title)) {
      return work.apply((done, total) -> progress.update(done, total, ""));
    }
  }
}
