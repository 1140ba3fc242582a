package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.Answer;
import dev.weft.client.PredictionStream;
import dev.weft.client.WeftClient;
import dev.weft.client.event.ImageEvent;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.ServerOption;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weft watch}. */
@Command(
    name = "watch",
    description =
        "Show predictions as they are made, until Ctrl-C. With --output json, prints one object per"
            + " line.")
public final class WatchCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private record Seen(ImageEvent event, String json, String id) {}

  private final CommandSession session;
  private final BlockingQueue<Seen> events = new LinkedBlockingQueue<>();

  @Mixin private ServerOption server;

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "Show only predictions of this label.")
  private String label;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop after this number of predictions. Default: 0, never.")
  private long count;

  @Option(
      names = "--since",
      paramLabel = "EVENT-ID",
      description = "Start after the event with this eventId, as shown by --output json.")
  private String since;

  public WatchCommand(CommandSession session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    WeftClient client = server.reached();
    try (PredictionStream stream =
        client
            .predictions()
            .follow(
                new PredictionStream.Options(Set.of(), label, since),
                (event, json, id) -> events.add(new Seen(event, json, id)),
                session::note)) {
      session.note("watching " + client.server() + ", press Ctrl-C to stop");
      long seen = 0;
      while ((count <= 0 || seen < count) && !isOutputClosed()) {
        Seen event = events.poll(1, TimeUnit.SECONDS);
        if (event != null) {
          seen += show(event) ? 1 : 0;
        } else if (stream.failure() != null) {
          throw stream.failure();
        }
        stream.checkAlive();
      }
    }
    return ExitCode.OK;
  }

  /** Whether nobody reads the output any more, as after `weft watch | head`. */
  private boolean isOutputClosed() {
    return session.terminal().out().checkError();
  }

  private boolean show(Seen seen) {
    Answer answer = Answer.of(seen.event()).orElse(null);
    if (answer == null) {
      return false;
    }
    if (session.json()) {
      ObjectNode json = AnswerJson.of(answer).put("eventId", seen.id());
      json.set("event", Json.parse(seen.json()));
      session.printJson(json);
    } else {
      session.print(line(answer, seen.event(), session.style()));
    }
    return true;
  }

  private static String line(Answer answer, ImageEvent event, Style style) {
    String id = Table.shorten(answer.imageId(), 36);
    String start =
        style.dim(clock(when(event))) + "  " + id + " ".repeat(Math.max(0, 36 - id.length()));
    if (answer instanceof Answer.Classified it) {
      String notSure = NotSure.of(it);
      return "%s  %-12s %s  %s%s"
          .formatted(
              start,
              it.label(),
              Format.probability(it.probability()),
              style.dim(it.model() + " " + it.engine()),
              notSure.isEmpty() ? "" : "  " + style.yellow(notSure));
    }
    Answer.Rejected it = (Answer.Rejected) answer;
    return start + "  " + style.red("rejected: " + it.reason()) + "  " + it.detail();
  }

  private static Instant when(ImageEvent event) {
    if (event instanceof ImageEvent.Classified classified) {
      return classified.classifiedAt();
    }
    return event instanceof ImageEvent.Rejected rejected ? rejected.rejectedAt() : null;
  }

  private static String clock(Instant instant) {
    return CLOCK.format((instant == null ? Instant.now() : instant).atZone(ZoneId.systemDefault()));
  }
}
