package dev.weft.chaos.nemesis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Determines which broker currently has a duty, such as leading a partition. */
public final class Coordinators implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 20;

  private final Admin admin;

  public Coordinators(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("default.api.timeout.ms", TIMEOUT_SECONDS * 1000);
    settings.put("request.timeout.ms", 5000);
    this.admin = Admin.create(settings);
  }

  int leader(String topic, int partition) {
    var described = admin.describeTopics(List.of(topic)).allTopicNames();
    var leader = get(described).get(topic).partitions().get(partition).leader();
    if (leader == null || leader.isEmpty()) {
      throw new NoBrokerException("%s-%d has no leader at the moment".formatted(topic, partition));
    }
    return leader.id();
  }

  int ofGroup(String group) {
    return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).coordinator().id();
  }

  int ofTransactions(String transactionalId) {
    return get(admin.describeTransactions(List.of(transactionalId)).all())
        .get(transactionalId)
        .coordinatorId();
  }

  int ofQuorum() {
    return get(admin.describeMetadataQuorum().quorumInfo()).leaderId();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new NoBrokerException("the brokers reported an error: " + e.getCause().getMessage());
    } catch (TimeoutException e) {
      throw new NoBrokerException("the brokers do not respond");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoBrokerException("interrupted");
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  /** No broker is currently known to have the duty. */
  static final class NoBrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoBrokerException(String message) {
      super(message);
    }
  }
}
