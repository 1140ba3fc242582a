package dev.weft.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.base.DaemonThreads;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Records when each prediction or rejection reaches a {@code read_committed} consumer, from the
 * moment it was opened. Reads on a thread of its own.
 */
public final class PredictionConsumer implements AutoCloseable {

  /**
   * A received prediction or rejection.
   *
   * @param nanos {@link System#nanoTime} when the consumer received it
   * @param inferSeconds duration of inference reported by the classifier; NaN for a rejection
   */
  public record Seen(long nanos, double inferSeconds) {}

  /** Predictions in this role are no answers. */
  private static final String SHADOW = "shadow";

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<String, String> consumer;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Thread reader;
  private volatile boolean closed;
  private RuntimeException failure;

  private PredictionConsumer(KafkaConsumer<String, String> consumer) {
    this.consumer = consumer;
    this.reader = DaemonThreads.named("prediction-consumer", this::read);
  }

  /** Reads Weft's answers. */
  public static PredictionConsumer open(String bootstrapServers) {
    return open(bootstrapServers, List.of(Topics.IMAGES_CLASSIFIED, Topics.IMAGES_REJECTED));
  }

  /**
   * Reads answers in other topics, in JSON with {@code timings.inferSeconds}, and the image id as
   * key.
   */
  public static PredictionConsumer open(String bootstrapServers, List<String> topics) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    PredictionConsumer predictions = new PredictionConsumer(consumer);
    List<TopicPartition> partitions =
        topics.stream()
            .map(consumer::partitionsFor)
            .flatMap(Collection::stream)
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    predictions.reader.start();
    return predictions;
  }

  private void read() {
    try (consumer) {
      while (!closed) {
        var records = consumer.poll(POLL);
        long now = System.nanoTime();
        records.forEach(record -> note(record, now));
      }
    } catch (WakeupException e) {
      // It is being closed.
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  private synchronized void note(ConsumerRecord<String, String> record, long now) {
    JsonNode value = Json.parse(record.value());
    if (value.path("role").asText().equals(SHADOW)) {
      return;
    }
    double infer = value.path("timings").path("inferSeconds").asDouble(Double.NaN);
    seen.putIfAbsent(record.key(), new Seen(now, infer));
    notifyAll();
  }

  private synchronized void fail(RuntimeException e) {
    failure = e;
    notifyAll();
  }

  /** Returns the number of images received. */
  public synchronized int count() {
    return seen.size();
  }

  /**
   * Waits for an image's answer.
   *
   * @throws CliException on timeout
   */
  public synchronized Seen await(String imageId, Duration atMost) {
    awaitUntil(() -> seen.containsKey(imageId), atMost, () -> "no prediction of " + imageId);
    return seen.get(imageId);
  }

  /**
   * Waits until this many images are answered.
   *
   * @throws CliException on timeout
   */
  public synchronized void awaitCount(int count, Duration atMost) {
    awaitUntil(
        () -> seen.size() >= count,
        atMost,
        () -> "only %d of %d predictions".formatted(seen.size(), count));
  }

  private void awaitUntil(
      java.util.function.BooleanSupplier done,
      Duration atMost,
      java.util.function.Supplier<String> what) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!done.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (failure != null || left <= 0) {
        throw new CliException(
            ExitCode.FAILED,
            what.get() + " arrived within " + atMost.toSeconds() + " s",
            "",
            failure);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CliException(ExitCode.FAILED, "interrupted", "", e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      reader.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
