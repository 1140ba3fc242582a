package dev.weft.cli.client;

import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Follows the live stream of predictions on a thread of its own. A lost or silent connection is
 * opened again from the last event's id, so that nothing is missed as long as the server remembers.
 */
public final class PredictionStream implements AutoCloseable {

  /** What the stream delivers, in the order in which it comes. */
  @FunctionalInterface
  public interface Listener {
    /** Called on the stream's own thread. */
    void event(String type, com.fasterxml.jackson.databind.JsonNode data);
  }

  /** The server sends a heartbeat every 15 s: three missed ones mean that nobody is there. */
  private static final Duration SILENCE = Duration.ofSeconds(45);

  private static final Duration OPENING = Duration.ofSeconds(5);
  private static final long RECONNECT_MILLIS = 500;

  private final WeftClient client;
  private final String label;
  private final Listener listener;
  private final Consumer<String> notes;
  private final CountDownLatch opened = new CountDownLatch(1);
  private final Thread reader;
  private volatile CliException refused;
  private volatile String lastEventId;
  private volatile InputStream body;
  private volatile long lastHeardNanos = System.nanoTime();
  private volatile boolean closed;

  private PredictionStream(
      WeftClient client,
      String label,
      String lastEventId,
      Listener listener,
      Consumer<String> notes) {
    this.client = client;
    this.label = label;
    this.lastEventId = lastEventId;
    this.listener = listener;
    this.notes = notes;
    this.reader = new Thread(this::follow, "prediction-stream");
    this.reader.setDaemon(true);
  }

  /**
   * Opens the stream and waits until the server has answered, at most five seconds: a server may
   * hold its headers back until the first event.
   *
   * @param label only predictions of this label; null for all
   * @param lastEventId only what came after this event; null for what comes from now on
   * @param notes told about lost connections
   */
  public static PredictionStream open(
      WeftClient client,
      String label,
      String lastEventId,
      Listener listener,
      Consumer<String> notes) {
    PredictionStream stream = new PredictionStream(client, label, lastEventId, listener, notes);
    stream.reader.start();
    stream.awaitOpen();
    return stream;
  }

  private void awaitOpen() {
    try {
      // Whether it opened or not: answers are also found by asking for each image.
      boolean inTime = opened.await(OPENING.toMillis(), TimeUnit.MILLISECONDS);
      if (inTime && refused != null) {
        throw refused;
      }
    } catch (InterruptedException e) {
      throw WeftClient.interrupted(e);
    }
  }

  /** Why the stream ended for good; null while it lives. */
  public CliException failure() {
    return refused;
  }

  /** Opens the connection again if nothing, not even a heartbeat, was heard for long. */
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

  /** Reads until the connection ends; whether there is any use in another one. */
  private boolean connect() {
    boolean opening = opened.getCount() > 0;
    try {
      HttpResponse<InputStream> response = client.stream(lastEventId, label);
      if (response.statusCode() == 200) {
        read(response.body());
        return true;
      }
      String text = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      if (!opening && response.statusCode() >= 500) {
        return true;
      }
      Problem problem = Problem.of(response.statusCode(), text);
      return giveUp(
          new CliException(
              ExitCode.FAILED,
              "the server refuses the stream of predictions: " + problem,
              problem.hint()));
    } catch (IOException e) {
      return opening ? giveUp(client.unreachable(e)) : true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean giveUp(CliException why) {
    refused = why;
    opened.countDown();
    return false;
  }

  private void pauseBeforeReconnect() {
    if (closed) {
      return;
    }
    notes.accept("the stream of predictions was cut off; connecting again");
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
      listener.event(event.type(), Json.parse(event.data()));
    } catch (IllegalArgumentException e) {
      notes.accept("an event of the stream was left out: " + e.getMessage());
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
      // It was to be closed anyway.
    }
  }
}
