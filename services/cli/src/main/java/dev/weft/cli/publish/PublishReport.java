package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.Answer;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.console.Json;
import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Scoreboard;
import dev.weft.console.publish.Summary;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The final report of {@code publish}. */
final class PublishReport {
  private final CommandSession session;
  private final List<FileItem> items;
  private final List<Optional<String>> labels;
  private final List<Outcome> outcomes;
  private final Scoreboard board;

  PublishReport(
      CommandSession session,
      List<FileItem> items,
      List<Optional<String>> labels,
      List<Outcome> outcomes,
      double seconds) {
    this.session = session;
    this.items = items;
    this.labels = labels;
    this.outcomes = outcomes;
    this.board = Scoreboard.of(labels, outcomes, seconds);
  }

  /**
   * Prints the report with {@code --wait}: table, accuracy, confusion matrix, summary. Returns the
   * exit code.
   */
  int answers(int rows) {
    printTable(rows);
    if (board.confusion().total() > 0) {
      session.print("");
      session.print(board.confusion().lines(session.style()));
    }
    session.print("");
    new Summary(session.style()).lines(board).forEach(session::print);
    session.printJson(board.toJson());
    return board.answered() == board.images() ? ExitCode.OK : ExitCode.IMAGES_FAILED;
  }

  /**
   * Prints the report without {@code --wait}: what was uploaded, and where to find the answers.
   * Returns the exit code.
   */
  int uploads(String server, String run) {
    int failed = board.failed();
    int uploaded = board.images() - failed;
    if (failed > 0) {
      printTable(Integer.MAX_VALUE);
    }
    session.print(
        "%s uploaded in %s%s"
            .formatted(
                Format.count(uploaded, "image"),
                Format.seconds(board.seconds()),
                failed > 0 ? ", " + failed + " failed" : ""));
    if (uploaded > 0) {
      session.note("to see predictions, run `weft watch`, or add --wait next time");
    }
    session.printJson(
        Json.object()
            .put("images", board.images())
            .put("uploaded", uploaded)
            .put("failed", failed)
            .put("seconds", Json.rounded(board.seconds(), 3))
            .put("server", server)
            .put("run", run)
            .put("firstId", items.get(0).id()));
    return failed == 0 ? ExitCode.OK : ExitCode.IMAGES_FAILED;
  }

  /** Writes one JSON object per image of a run. */
  void writeResults(Path file, String run) {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < items.size(); i++) {
        writer.write(Json.line(result(i)));
        writer.newLine();
      }
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED,
          "cannot write the results of run %s to %s: %s".formatted(run, file, FileFault.of(e)),
          "repeat the command with --run %s, which uploads nothing twice".formatted(run),
          e);
    }
  }

  private ObjectNode result(int index) {
    Outcome outcome = outcomes.get(index);
    ObjectNode json = Json.object();
    json.put("file", items.get(index).photo().file().toString());
    labels.get(index).ifPresent(label -> json.put("expected", label));
    if (outcome instanceof Outcome.Answered it) {
      json.setAll(AnswerJson.of(it.answer()));
      json.put("millis", Json.rounded(it.millis(), 1));
    } else {
      json.put("id", items.get(index).id());
      json.put("state", outcome instanceof Outcome.Failed ? "failed" : "uploaded");
      if (outcome instanceof Outcome.Failed failed) {
        json.put("detail", failed.detail());
      }
    }
    return json;
  }

  private void printTable(int rows) {
    int most = rows < 0 ? Integer.MAX_VALUE : rows;
    int[] shown = IntStream.range(0, items.size()).filter(i -> !isFine(i)).toArray();
    boolean all = items.size() <= most;
    if (all) {
      shown = IntStream.range(0, items.size()).toArray();
    } else if (most > 0 && shown.length == 0) {
      shown = IntStream.range(0, most).toArray();
    }
    int printed = Math.min(shown.length, most);
    if (printed == 0) {
      return;
    }
    Style style = session.style();
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("file", Align.LEFT)
            .column("prediction", Align.LEFT)
            .column("prob.", Align.RIGHT)
            .column("ms", Align.RIGHT);
    IntStream.of(shown).limit(printed).forEach(i -> addRow(table, i, style));
    session.print(table.lines(style));
    if (!all) {
      session.print(style.dim(leftOut(shown.length, printed)));
    }
  }

  private String leftOut(int candidates, int printed) {
    boolean wrong = IntStream.range(0, items.size()).anyMatch(i -> !isFine(i));
    String shown;
    if (!wrong) {
      shown = printed + " of " + items.size() + " shown";
    } else if (printed == candidates) {
      shown = "only the " + candidates + " failures shown";
    } else {
      shown = printed + " of the " + candidates + " failures shown";
    }
    return "(" + shown + "; --rows -1 shows all " + items.size() + ")";
  }

  private boolean isFine(int index) {
    return outcomes.get(index) instanceof Outcome.Answered it
        && it.answer() instanceof Answer.Classified classified
        && labels.get(index).map(classified.label()::equals).orElse(true);
  }

  private void addRow(Table table, int index, Style style) {
    Outcome outcome = outcomes.get(index);
    int room = Math.max(20, style.columns() - 40);
    String file = Table.shorten(items.get(index).photo().name(), room);
    String mark = labels.get(index).isEmpty() ? "" : isFine(index) ? style.yes() : style.no();
    if (outcome instanceof Outcome.Answered it) {
      String millis = String.format(Locale.ROOT, "%.0f", it.millis());
      if (it.answer() instanceof Answer.Classified classified) {
        String probability = Format.probability(classified.probability());
        String notSure = NotSure.of(classified);
        String label =
            notSure.isEmpty()
                ? classified.label()
                : classified.label() + " " + style.yellow("(" + notSure + ")");
        table.row(mark, file, label, probability, millis);
      } else if (it.answer() instanceof Answer.Rejected rejected) {
        table.row(style.no(), file, style.red("rejected: " + rejected.reason()), "", millis);
      }
    } else if (outcome instanceof Outcome.Failed failed) {
      table.row(style.no(), file, style.red(failed.detail()), "", "");
    } else {
      table.row(style.yellow("?"), file, style.yellow("no prediction"), "", "");
    }
  }
}
