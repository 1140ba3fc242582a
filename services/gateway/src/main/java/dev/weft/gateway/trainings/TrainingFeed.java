package dev.weft.gateway.trainings;

import dev.weft.gateway.live.FeedEvent;
import dev.weft.gateway.live.FeedPosition;
import dev.weft.gateway.live.FeedReader;
import dev.weft.gateway.live.FeedTopics;
import dev.weft.gateway.topics.RecordDecoder;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Reads the trainings' topics from their beginning and goes on, in a thread of its own, through any
 * failure of the broker. Each replica reads all of it: there is little, and no replica has to ask
 * another.
 */
public final class TrainingFeed implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TrainingFeed.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final FeedTopics topics;
  private final RecordDecoder decoder;
  private final Trainings trainings;
  private final Thread thread = new Thread(this::run, "weft-training-feed");
  private volatile boolean ready;
  private volatile boolean closed;

  /** A feed; nothing is read before {@link #start()}. */
  public TrainingFeed(FeedTopics topics, RecordDecoder decoder, Trainings trainings) {
    this.topics = topics;
    this.decoder = decoder;
    this.trainings = trainings;
    thread.setDaemon(true);
  }

  /** Reads until closed; the topics must be there. */
  public void start() {
    thread.start();
  }

  /** Whether everything is known that was in the topics at the start. */
  public boolean isReady() {
    return ready;
  }

  private void run() {
    FeedPosition position = null;
    while (!closed) {
      try (FeedReader reader = open(position)) {
        FeedPosition end = reader.end();
        while (!closed) {
          for (FeedEvent event : reader.poll(POLL)) {
            trainings.apply(event.event(), event.offset());
          }
          position = reader.position();
          ready = ready || position.reaches(end);
        }
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.warnf(
              "trainings are not followed now, trying again in %s: %s", PAUSE, e.getMessage());
          pause();
        }
      }
    }
  }

  private FeedReader open(FeedPosition position) {
    return position == null
        ? FeedReader.fromStart(topics, decoder)
        : new FeedReader(topics, decoder, position);
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(2_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
