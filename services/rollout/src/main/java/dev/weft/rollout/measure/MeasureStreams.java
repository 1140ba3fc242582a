package dev.weft.rollout.measure;

import dev.weft.events.kafka.EventCodec;
import dev.weft.kafka.streams.BoundedRocksDb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The running measurement: a Kafka Streams application that aggregates outcomes from the image
 * topics to {@code weft.models.measured}, exactly once. Replicas with one application id share the
 * partitions; a replica that is assigned a partition restores its changelog. Failed threads are
 * replaced. The topics must exist before {@link #start()}.
 */
public final class MeasureStreams implements AutoCloseable {

  private static final Logger LOG = System.getLogger(MeasureStreams.class.getName());
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final KafkaStreams streams;

  /** Builds the application without starting it. */
  public MeasureStreams(MeasureSettings settings, EventCodec codec) {
    BoundedRocksDb.load(folder(settings.stateDir()));
    streams =
        new KafkaStreams(
            MeasureTopology.of(codec, settings.windows(), settings.emit()),
            settings.toProperties());
    streams.setUncaughtExceptionHandler(
        e -> {
          LOG.log(Level.WARNING, "measuring failed and is restarted from its changelog", e);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder of the measurements " + folder, e);
    }
  }

  /** Starts the application and returns at once. */
  public void start() {
    streams.start();
  }

  /** Whether it has stopped for good. */
  public boolean isDead() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.ERROR || state == KafkaStreams.State.PENDING_ERROR;
  }

  @Override
  public void close() {
    streams.close(CLOSE);
  }
}
