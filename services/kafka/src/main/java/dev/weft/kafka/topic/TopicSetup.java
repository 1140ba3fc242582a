package dev.weft.kafka.topic;

import dev.weft.events.catalog.EventType;
import dev.weft.events.catalog.Topics;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Ensures that Weft's topics exist and are consistent. Several services may do so concurrently. */
public final class TopicSetup {

  /** Topics keyed by image id, which must have the same number of partitions. */
  static final Set<String> IMAGE_TOPICS = topics(EventType::isOfImage);

  /** Topics of which the last record of each key counts. */
  static final Set<String> COMPACTED_TOPICS = topics(EventType::isCompacted);

  /** Topics without retention, in which only newer records of the same key replace older ones. */
  private static final Set<String> KEPT_TOPICS = topics(type -> !type.isRetained());

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Map<String, Object> clientConfig;
  private final TopicSettings settings;
  private final String brokers;

  /**
   * @param clientConfig how to reach the broker: {@code bootstrap.servers} and its security
   *     settings
   */
  public TopicSetup(Map<String, Object> clientConfig, TopicSettings settings) {
    this.settings = settings;
    this.brokers = String.valueOf(clientConfig.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    this.clientConfig =
        ClientSettings.admin(clientConfig).answeredWithin(settings.timeout()).toMap();
  }

  /**
   * Creates missing topics, or fails if the settings forbid it; then checks that all image topics
   * have the same number of partitions, and that compacted topics are compacted.
   *
   * @throws TopicSetupException if the broker cannot be reached in time, or the topics'
   *     configuration is wrong
   */
  public TopicLayout ensure() {
    Deadline deadline = new Deadline(settings.timeout());
    Admin admin = connect();
    try {
      Map<String, Integer> found = partitions(admin, deadline);
      Set<String> missing = new TreeSet<>(allTopics());
      missing.removeAll(found.keySet());
      if (!missing.isEmpty()) {
        create(admin, missing, imagePartitions(found).orElse(settings.partitions()), deadline);
        found = awaitAll(admin, deadline);
      }
      checkCompaction(admin, deadline);
      return new TopicLayout(
          imagePartitions(found).orElseThrow(),
          found.get(Topics.S3_NOTIFICATIONS),
          List.copyOf(missing));
    } finally {
      admin.close(Duration.ofSeconds(1));
    }
  }

  private Admin connect() {
    try {
      return Admin.create(clientConfig);
    } catch (KafkaException e) {
      String why = BrokerAdvice.of(e.getCause() == null ? e : e.getCause());
      String advice = why.contains("kafka.ssl") ? "" : " Check kafka.bootstrap.servers.";
      throw new TopicSetupException(
          "Cannot create a Kafka client for %s: %s.%s".formatted(brokers, why, advice), false, e);
    }
  }

  /** Returns the partition counts of those of Weft's topics that exist. */
  private Map<String, Integer> partitions(Admin admin, Deadline deadline) {
    Map<String, Integer> found = new TreeMap<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(allTopics()).topicNameValues();
    answers.forEach(
        (topic, answer) -> {
          TopicDescription description =
              await(answer, deadline, UnknownTopicOrPartitionException.class);
          if (description != null) {
            found.put(topic, description.partitions().size());
          }
        });
    return found;
  }

  private void create(Admin admin, Set<String> missing, int imagePartitions, Deadline deadline) {
    if (!settings.create()) {
      throw new TopicSetupException(
          "The Kafka broker at %s lacks %s. Create the missing topics (the image topics with the same number of partitions each), or set weft.topics.create=true."
              .formatted(brokers, String.join(", ", missing)),
          false,
          null);
    }
    List<NewTopic> topics =
        missing.stream().map(topic -> newTopic(topic, imagePartitions)).toList();
    // Another service may have created it concurrently.
    admin
        .createTopics(topics)
        .values()
        .values()
        .forEach(answer -> await(answer, deadline, TopicExistsException.class));
  }

  private NewTopic newTopic(String topic, int imagePartitions) {
    int partitions = IMAGE_TOPICS.contains(topic) ? imagePartitions : settings.partitions();
    Optional<Short> replicas =
        settings.replicationFactor().isPresent()
            ? Optional.of((short) settings.replicationFactor().getAsInt())
            : Optional.empty();
    return new NewTopic(topic, Optional.of(partitions), replicas).configs(config(topic));
  }

  private Map<String, String> config(String topic) {
    String millis = Long.toString(settings.retention(topic).toMillis());
    Map<String, String> config = new HashMap<>();
    if (COMPACTED_TOPICS.contains(topic)) {
      // Tombstones are kept as long as events: a reader that was away for less has missed none.
      config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis);
    }
    if (!KEPT_TOPICS.contains(topic)) {
      config.put(TopicConfig.RETENTION_MS_CONFIG, millis);
    }
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanupPolicy(topic));
    return config;
  }

  private static String cleanupPolicy(String topic) {
    if (KEPT_TOPICS.contains(topic)) {
      return TopicConfig.CLEANUP_POLICY_COMPACT;
    }
    return COMPACTED_TOPICS.contains(topic)
        ? TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE
        : TopicConfig.CLEANUP_POLICY_DELETE;
  }

  /**
   * Topics that a broker creates automatically have a retention, and labels in them would be
   * deleted.
   */
  private void checkCompaction(Admin admin, Deadline deadline) {
    List<ConfigResource> topics =
        KEPT_TOPICS.stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    admin
        .describeConfigs(topics)
        .values()
        .forEach(
            (topic, answer) -> {
              Config config = await(answer, deadline, AuthorizationException.class);
              ConfigEntry policy =
                  config == null ? null : config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
              if (policy != null && !TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy.value())) {
                throw uncompacted(topic.name(), policy.value());
              }
            });
  }

  private TopicSetupException uncompacted(String topic, String policy) {
    return new TopicSetupException(
        "Topic %s on the Kafka broker at %s must keep the last record of each key, but its cleanup.policy is %s. To set it: kafka-configs.sh --bootstrap-server %s --alter --topic %s --add-config cleanup.policy=compact"
            .formatted(topic, brokers, policy, brokers, topic),
        false,
        null);
  }

  /** A topic is created by the controller, and visible to the broker a moment later. */
  private Map<String, Integer> awaitAll(Admin admin, Deadline deadline) {
    while (true) {
      Map<String, Integer> found = partitions(admin, deadline);
      if (found.size() == allTopics().size()) {
        return found;
      }
      deadline.pause(PAUSE, () -> unanswered(null));
    }
  }

  private Optional<Integer> imagePartitions(Map<String, Integer> found) {
    Map<String, Integer> ofImages = new TreeMap<>(found);
    ofImages.keySet().retainAll(IMAGE_TOPICS);
    Set<Integer> counts = Set.copyOf(ofImages.values());
    if (counts.size() > 1) {
      throw new TopicSetupException(
          "Partition N of each image topic must contain the same images, but on the Kafka broker at %s the topics have different numbers of partitions: %s. Stop all services, delete the incorrect topics, and start again."
              .formatted(
                  brokers,
                  ofImages.entrySet().stream()
                      .map(e -> e.getKey() + " has " + e.getValue())
                      .collect(Collectors.joining(", "))),
          false,
          null);
    }
    return counts.stream().findFirst();
  }

  /** Returns the result; null if it failed with {@code fine}. */
  private <T> T await(KafkaFuture<T> answer, Deadline deadline, Class<? extends Exception> fine) {
    try {
      return answer.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (fine.isInstance(e.getCause())) {
        return null;
      }
      throw e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException
          ? unanswered(e.getCause())
          : refused(e.getCause());
    } catch (TimeoutException e) {
      throw unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicSetupException("Interrupted while waiting for " + brokers, true, e);
    }
  }

  private TopicSetupException unanswered(Throwable cause) {
    return new TopicSetupException(
        "No Kafka broker responded at %s within %d s. Start one there, or set kafka.bootstrap.servers; if it requires TLS, set kafka.security.protocol."
            .formatted(brokers, settings.timeout().toSeconds()),
        true,
        cause);
  }

  private TopicSetupException refused(Throwable cause) {
    return new TopicSetupException(
        "The Kafka broker at %s rejected the creation of Weft's topics: %s"
            .formatted(brokers, BrokerAdvice.of(cause)),
        cause instanceof RetriableException,
        cause);
  }

  private static Set<String> allTopics() {
    Set<String> all = new TreeSet<>(topics(type -> true));
    all.add(Topics.S3_NOTIFICATIONS);
    return all;
  }

  private static Set<String> topics(Predicate<EventType> which) {
    return Arrays.stream(EventType.values())
        .filter(which)
        .map(EventType::topic)
        .collect(Collectors.toUnmodifiableSet());
  }
}
