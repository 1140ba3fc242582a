package dev.weft.bench.peer;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.errors.MinioException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * What an engineer would write instead of Weft in an afternoon: one loop that polls upload events,
 * fetches and decodes each image, runs the batch, sends the answers and commits the offsets.
 *
 * <p>At least once: after a crash, the images of the last batch are answered again. An image that
 * cannot be fetched or decoded ends the program. The libraries are used as their documentation
 * shows, with default settings.
 */
public final class PeerApplication {

  /** Printed once partitions are assigned. */
  static final String READY = "PEER READY";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PeerSettings settings;
  private final MinioClient store;

  private PeerApplication(PeerSettings settings) {
    this.settings = settings;
    this.store =
        MinioClient.builder()
            .endpoint(settings.endpoint())
            .credentials(settings.accessKey(), settings.secretKey())
            .build();
  }

  /**
   * Runs until a signal, or until the process that started it has ended.
   *
   * @param args none: the settings are in the environment
   */
  public static void main(String[] args) throws Exception {
    endWithParent();
    new PeerApplication(PeerSettings.of(System.getenv())).run();
  }

  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
  }

  private void run() throws Exception {
    JsonNode manifest = JSON.readTree(object(settings.version() + "manifest.json"));
    List<String> classes = new ArrayList<>();
    manifest.path("classes").forEach(name -> classes.add(name.asText()));
    PeerImages images =
        new PeerImages(
            manifest.path("preprocessing").path("width").asInt(),
            manifest.path("preprocessing").path("height").asInt());
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(consumerSettings(), new StringDeserializer(), new StringDeserializer());
    stopOnSignal(consumer);
    try (consumer;
        PeerModel model = PeerModel.load(object(settings.version() + "model.onnx"), images);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
      consumer.subscribe(List.of(settings.uploads()), new Announcement());
      while (true) {
        List<ConsumerRecord<String, String>> batch = new ArrayList<>();
        consumer.poll(POLL).forEach(batch::add);
        if (!batch.isEmpty()) {
          answer(batch, images, model, classes, producer);
          consumer.commitSync();
        }
      }
    } catch (WakeupException e) {
      // A signal.
      return;
    }
  }

  private void answer(
      List<ConsumerRecord<String, String>> batch,
      PeerImages images,
      PeerModel model,
      List<String> classes,
      KafkaProducer<String, String> producer)
      throws IOException, OrtException, MinioException, GeneralSecurityException {
    FloatBuffer tensor = model.tensor(batch.size());
    for (ConsumerRecord<String, String> record : batch) {
      JsonNode object = JSON.readTree(record.value()).path("object");
      images.read(object(object.path("key").asText()), tensor);
    }
    long start = System.nanoTime();
    float[][] probabilities = model.run(tensor.flip(), batch.size());
    double seconds = (System.nanoTime() - start) / 1e9;
    for (int i = 0; i < batch.size(); i++) {
      String id = batch.get(i).key();
      String answer = answer(id, classes, probabilities[i], seconds);
      producer.send(new ProducerRecord<>(settings.answers(), id, answer));
    }
    producer.flush();
  }

  private static String answer(
      String id, List<String> classes, float[] probabilities, double seconds) throws IOException {
    int best = 0;
    var all = JSON.createObjectNode();
    for (int i = 0; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
      all.put(classes.get(i), probabilities[i]);
    }
    var answer = JSON.createObjectNode();
    answer
        .put("imageId", id)
        .put("label", classes.get(best))
        .put("probability", all.get(classes.get(best)).floatValue());
    answer.set("probabilities", all);
    answer.putObject("timings").put("inferSeconds", seconds);
    return JSON.writeValueAsString(answer);
  }

  private byte[] object(String key) throws IOException, MinioException, GeneralSecurityException {
    GetObjectArgs object = GetObjectArgs.builder().bucket(settings.bucket()).object(key).build();
    try (InputStream in = store.getObject(object)) {
      return in.readAllBytes();
    }
  }

  private Properties consumerSettings() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, "peer");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
    return properties;
  }

  /** Leaves the group, so that the next start need not wait until the session has expired. */
  private static void stopOnSignal(KafkaConsumer<String, String> consumer) {
    Thread loop = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  consumer.wakeup();
                  try {
                    loop.join();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "stop"));
  }

  private static final class Announcement implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      System.out.println(READY);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // The loop holds nothing between two polls.
    }
  }
}
