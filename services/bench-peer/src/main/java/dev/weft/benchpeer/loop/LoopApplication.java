package dev.weft.benchpeer.loop;

import dev.weft.benchpeer.ParentProcess;
import dev.weft.benchpeer.PeerClassifier;
import dev.weft.benchpeer.PeerSettings;
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
public final class LoopApplication {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final PeerSettings settings;

  private LoopApplication(PeerSettings settings) {
    this.settings = settings;
  }

  /**
   * Runs until a signal, or until the process that started it has ended.
   *
   * @param args none: the settings are in the environment
   */
  public static void main(String[] args) throws Exception {
    ParentProcess.onExit(() -> System.exit(0));
    new LoopApplication(PeerSettings.of(System.getenv())).run();
  }

  private void run() throws Exception {
    KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(consumerSettings(), new StringDeserializer(), new StringDeserializer());
    stopOnSignal(consumer);
    try (consumer;
        PeerClassifier classifier = PeerClassifier.load(settings);
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
          List<String> answers = classifier.answers(batch);
          for (int i = 0; i < batch.size(); i++) {
            String id = batch.get(i).key();
            producer.send(new ProducerRecord<>(settings.answers(), id, answers.get(i)));
          }
          producer.flush();
          consumer.commitSync();
        }
      }
    } catch (WakeupException e) {
      // A signal.
      return;
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
      System.out.println(PeerSettings.READY);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // The loop holds nothing between two polls.
    }
  }
}
