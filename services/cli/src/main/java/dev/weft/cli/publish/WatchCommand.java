package dev.weft.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.ServerOption;
import dev.weft.cli.Session;
import dev.weft.cli.client.Answer;
import dev.weft.cli.client.PredictionStream;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.terminal.Table;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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
    description = "Shows predictions as they come, until Ctrl-C. JSON: one object a line.")
public final class WatchCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private record Seen(String type, JsonNode data) {}

  private final Session session;
  private final BlockingQueue<Seen> events = new LinkedBlockingQueue<>();

  @Mixin private ServerOption server;

  @Option(names = "--label", paramLabel = "LABEL", description = "Only predictions of this label.")
  private String label;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop after this many. Default: 0, never.")
  private long count;

  @Option(
      names = "--since",
      paramLabel = "EVENT-ID",
      description = "First what came after the event of this id (see the id in --output json).")
  private String since;

  public WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    WeftClient client = server.client();
    client.models();
    try (PredictionStream stream =
        PredictionStream.open(
            client,
            label,
            since,
            (type, data) -> events.add(new Seen(type, data)),
            session::note)) {
      session.note("watching " + client.server() + ", Ctrl-C ends it");
      long seen = 0;
      while (count <= 0 || seen < count) {
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

  private boolean show(Seen event) {
    Answer answer = Answer.ofEvent(event.type(), event.data()).orElse(null);
    if (answer == null) {
      return false;
    }
    if (session.json()) {
      ObjectNode json = answer.toJson();
      json.set("event", event.data());
      session.printJson(json);
    } else {
      session.print(line(answer, event.data(), session.style()));
    }
    return true;
  }

  private static String line(Answer answer, JsonNode data, Style style) {
    String id = Table.shorten(answer.imageId(), 36);
    String when = data.path("classifiedAt").asText(data.path("rejectedAt").asText(""));
    String start = style.dim(clock(when)) + "  " + id + " ".repeat(Math.max(0, 36 - id.length()));
    if (answer instanceof Answer.Classified it) {
      return "%s  %-12s %s  %s"
          .formatted(
              start,
              it.label(),
              Format.probability(it.probability()),
              style.dim(it.model() + " " + it.engine()));
    }
    Answer.Rejected it = (Answer.Rejected) answer;
    return start + "  " + style.red("rejected: " + it.reason()) + "  " + it.detail();
  }

  private static String clock(String instant) {
    try {
      return CLOCK.format(Instant.parse(instant).atZone(ZoneId.systemDefault()));
    } catch (java.time.DateTimeException e) {
      return CLOCK.format(LocalTime.now());
    }
  }
}
