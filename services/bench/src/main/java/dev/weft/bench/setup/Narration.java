package dev.weft.bench.setup;

import dev.weft.console.CommandSession;
import dev.weft.console.terminal.Progress;
import dev.weft.features.PassListener;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reports a benchmark's activity to people.
 *
 * @param notes receives lines
 * @param bars opens a progress bar with a title
 */
public record Narration(Consumer<String> notes, Function<String, Progress> bars) {

  /** Reports on standard error, unless quiet. */
  public static Narration of(CommandSession session) {
    return new Narration(session::note, session::progress);
  }

  public void step(String what) {
    notes.accept("- " + what);
  }

  /** Runs work with a progress bar of processed images. */
  public <T> T passing(String title, Function<PassListener, T> work) {
    try (Progress progress = bars.apply(title)) {
      return work.apply((done, total) -> progress.update(done, total, ""));
    }
  }
}
