package dev.weft.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weft.client.event.ImageEvent;
import dev.weft.client.image.StreamQuery;
import dev.weft.client.json.WireName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Follows the live stream of predictions on a thread of its own. A lost or silent connection is
 * reopened from the last event's id, so that no event is missed as long as the server still has it.
 */
public final class PredictionStream implements AutoCloseable {

  /** Receives the stream's events in order. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Called on the stream's own thread.
     *
     * @param json the event's JSON as received
     * @param id the position after this event, to resume from; null if the server sent none
     */
    void event(ImageEvent event, String json, String id);
  }

  /**
   * Selects the events to receive.
   *
   * @param kinds the kinds of events; empty for answers: classified and rejected
   * @param label only events with this most probable, or given, label; null for all
   * @param lastEventId resume after this event; null to start with new events
   */
  public record Options(Set<ImageEvent.Kind> kinds, String label, String lastEventId) {

    /** All answers from now on. */
    public static final Options ANSWERS = new Options(Set.of(), null, null);

    public Options {
      kinds = Set.copyOf(kinds);
    }

    private StreamQuery query() {
      String events =
          new TreeSet<>(kinds).stream().map(WireName::of).collect(Collectors.joining(","));
      return new StreamQuery(events.isEmpty() ? null : events, label);
    }
  }

  /**
   * The server sends a heartbeat every 15 s; after three missed ones the connection counts as dead.
   */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration OPENING = Duration.ofSeconds(5);
  private static final long RECONNECT_MILLIS = 500;

  private final Transport transport;
  private final Options options;
  private final Listener listener;
  private final Consumer<String> notes;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Thread reader;
  private volatile WeftException refused;
  private volatile String lastEventId;
  private volatile InputStream body;
  private volatile long lastHeardNanos = System.nanoTime();
  private volatile boolean closed;

  private PredictionStream(
      Transport transport, Options options, Listener listener, Consumer<String> notes) {
    this.transport = transport;
    this.options = options;
    this.lastEventId = options.lastEventId();
    this.listener = listener;
    this.notes = notes;
    this.reader = new Thread(this::follow, "prediction-stream");
    this.reader.setDaemon(true);
  }

  /**
   * Opens the stream and waits until the server has answered, for at most five seconds. A server
   * may hold its headers back until the first event, so an expired wait is no error.
   */
  static PredictionStream open(
      Transport transport, Options options, Listener listener, Consumer<String> notes) {
    PredictionStream stream = new PredictionStream(transport, options, listener, notes);
    stream.reader.start();
    stream.awaitOpen();
    return stream;
  }

  private void awaitOpen() {
    try {
      // A wait that expires is no error: answers are also found by polling each image.
      boolean inTime = opened.await(OPENING.toMillis(), TimeUnit.MILLISECONDS);
      if (inTime && refused != null) {
        throw refused;
      }
    } catch (InterruptedException e) {
      throw WeftException.interrupted(e);
    }
  }

  /** Returns why the stream ended; null while it is running. */
  public WeftException failure() {
    return refused;
  }

  /** Returns the id of the last event, to resume from later; null before the first. */
  public String lastEventId() {
    return lastEventId;
  }

  /**
   * Closes the connection, so that it is reopened, if nothing (not even a heartbeat) was received
   * for too long.
   */
  public void checkAlive() {
    InputStream current = body;
    if (current != null && System.nanoTime() - lastHeardNanos > SILENCE.toNanos()) {
      closeQuietly(current);
    }
  }

  private void follow() {
    while (!closed && connect()) {
      pauseBeforeReconnect();
    }
  }

  /** Reads until the connection ends; returns whether to reconnect. */
  private boolean connect() {
    boolean opening = opened.getCount() > 0;
    try {
      HttpResponse<InputStream> response =
          transport.stream(
              Operations.PREDICTIONS
                  .call()
                  .query(options.query())
                  .header(Header.LAST_EVENT_ID, lastEventId));
      if (response.statusCode() == 200) {
        read(response.body());
        return true;
      }
      if (!opening && response.statusCode() >= 500) {
        response.body().close();
        return true;
      }
      String text = Transport.streamed(response);
      return giveUp(
          WeftException.refused(
              "the server rejected the request for the stream of predictions: ",
              Problem.of(response.statusCode(), text),
              0));
    } catch (IOException e) {
      return opening ? giveUp(transport.unreachable(e)) : true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean giveUp(WeftException why) {
    refused = why;
    opened.countDown();
    return false;
  }

  private void pauseBeforeReconnect() {
    if (closed) {
      return;
    }
    notes.accept("the stream of predictions was interrupted; reconnecting");
    try {
      Thread.sleep(RECONNECT_MILLIS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  private void read(InputStream stream) throws IOException {
    body = stream;
    lastHeardNanos = System.nanoTime();
    opened.countDown();
    SseParser parser = new SseParser(lastEventId);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
        lastHeardNanos = System.nanoTime();
        parser.line(line).ifPresent(this::deliver);
        lastEventId = parser.lastId();
      }
    } finally {
      body = null;
    }
  }

  private void deliver(SseParser.Event event) {
    try {
      Optional<ImageEvent> known = ImageEvent.of(event.type(), event.data());
      known.ifPresent(it -> listener.event(it, event.data(), event.id()));
    } catch (JsonProcessingException e) {
      notes.accept("skipped an event of the stream that is not JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    InputStream current = body;
    if (current != null) {
      closeQuietly(current);
    }
    reader.interrupt();
  }

  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // Nothing to do: the stream is being discarded.
    }
  }
}
