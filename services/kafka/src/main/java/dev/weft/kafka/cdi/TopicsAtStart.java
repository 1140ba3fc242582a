package dev.weft.kafka.cdi;

import dev.weft.events.catalog.Topics;
import dev.weft.kafka.topic.OffsetsRetention;
import dev.weft.kafka.topic.TopicLayout;
import dev.weft.kafka.topic.TopicSetup;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/** Creates and checks the topics at start, before other components use Kafka. */
@Singleton
final class TopicsAtStart {

  private static final Logger LOG = Logger.getLogger(TopicsAtStart.class);

  /**
   * Channels and Kafka Streams start with the platform's priority; the topics must be ready before.
   */
  private static final int FIRST = Interceptor.Priority.PLATFORM_BEFORE - 100;

  private final TopicsConfig config;
  private final Map<String, Object> kafka;

  @Inject
  TopicsAtStart(TopicsConfig config, Brokers brokers) {
    this.config = config;
    this.kafka = brokers.config();
  }

  void onStart(@Observes @Priority(FIRST) StartupEvent event) {
    TopicLayout layout = new TopicSetup(kafka, config.settings()).ensure();
    LOG.infof(
        "topics are ready: %d partitions for images, %d for bucket notifications%s",
        layout.imagePartitions(),
        layout.notificationPartitions(),
        layout.created().isEmpty() ? "" : "; made " + String.join(", ", layout.created()));
    new OffsetsRetention(kafka, Topics.IMAGES_UPLOADED, config.timeout())
        .advice()
        .ifPresent(advice -> LOG.log(advice.isShort() ? Level.WARN : Level.INFO, advice.text()));
  }
}
