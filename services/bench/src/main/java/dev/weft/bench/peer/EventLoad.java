package dev.weft.bench.peer;

import dev.weft.base.Sha256;
import dev.weft.bench.measure.PredictionConsumer;
import dev.weft.bench.measure.Quantiles;
import dev.weft.bench.process.BackendProcesses;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.objectstore.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends events of images that are in the store already, with a fixed number of them unanswered, and
 * measures each from the event to its answer at a {@code read_committed} consumer.
 */
final class EventLoad implements AutoCloseable {

  /** Where the images are; no other prefix of Weft's is free of meaning. */
  private static final String FOLDER = "images/bench/";

  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final String SOURCE = "/weft/bench";

  private final List<ObjectRef> objects;
  private final String topic;
  private final KafkaProducer<String, byte[]> producer;
  private final PredictionConsumer answers;
  private final EventCodec codec = new EventCodec();

  /**
   * Result of a run.
   *
   * @param images number of images
   * @param seconds from the first event to the last answer
   * @param millis from each event to its answer
   */
  record Run(int images, double seconds, Quantiles millis) {

    /** Returns both runs together. */
    Run and(Run other) {
      return new Run(images + other.images, seconds + other.seconds, millis.and(other.millis));
    }

    double imagesPerSecond() {
      return images / seconds;
    }
  }

  private EventLoad(
      List<ObjectRef> objects,
      String topic,
      KafkaProducer<String, byte[]> producer,
      PredictionConsumer answers) {
    this.objects = objects;
    this.topic = topic;
    this.producer = producer;
    this.answers = answers;
  }

  /** Stores images; returns their objects. */
  static List<ObjectRef> store(BackendProcesses backends, List<byte[]> files) {
    List<ObjectRef> objects = new ArrayList<>();
    try (ObjectStore store = backends.client()) {
      for (byte[] file : files) {
        String key = FOLDER + objects.size();
        store.put(BackendProcesses.BUCKET, key, file, "application/octet-stream");
        objects.add(new ObjectRef(BackendProcesses.BUCKET, key, file.length, Sha256.hex(file)));
      }
    }
    return objects;
  }

  /**
   * Opens a load.
   *
   * @param objects images, used in turn
   * @param topic topic of the events
   * @param answers topics of the answers
   */
  static EventLoad open(
      String bootstrapServers, List<ObjectRef> objects, String topic, List<String> answers) {
    return new EventLoad(
        objects,
        topic,
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer()),
        PredictionConsumer.open(bootstrapServers, answers));
  }

  /**
   * Sends events and waits for all answers.
   *
   * @param part prefix of the image ids, new for each run
   * @param unanswered largest number of events without an answer; the next one is sent when there
   *     are fewer
   * @throws CliException if an image is rejected, or not answered
   */
  Run run(String part, int images, int unanswered) {
    int before = answers.count();
    long[] sent = new long[images];
    long start = System.nanoTime();
    for (int i = 0; i < images; i++) {
      answers.awaitCount(before + i + 1 - unanswered, TIMEOUT);
      ProducerRecord<String, byte[]> event = event(id(part, i), objects.get(i % objects.size()));
      sent[i] = System.nanoTime();
      producer.send(event);
    }
    answers.awaitCount(before + images, TIMEOUT);
    double[] millis = new double[images];
    long last = start;
    for (int i = 0; i < images; i++) {
      PredictionConsumer.Seen seen = answers.await(id(part, i), TIMEOUT);
      if (Double.isNaN(seen.inferSeconds())) {
        throw new CliException(
            ExitCode.FAILED,
            "an image was rejected: " + objects.get(i % objects.size()).key(),
            "use a folder of valid photographs");
      }
      millis[i] = (seen.nanos() - sent[i]) / 1e6;
      last = Math.max(last, seen.nanos());
    }
    return new Run(images, (last - start) / 1e9, new Quantiles(millis));
  }

  private static String id(String part, int number) {
    return part + "-" + number;
  }

  private ProducerRecord<String, byte[]> event(String id, ObjectRef object) {
    ImageUploaded uploaded =
        new ImageUploaded(id, object, "image/jpeg", Instant.now(), null, Map.of());
    var record = codec.encode(uploaded, CloudEvent.of(uploaded, SOURCE));
    return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
  }

  @Override
  public void close() {
    producer.close();
    answers.close();
  }
}
