package dev.weft.gateway.topics;

import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Checks whether the broker is reachable. Thread-safe. */
public final class BrokerProbe implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 2_000;

  private final Admin admin;
  private final Object brokers;

  /**
   * Creates a probe with a client of its own.
   *
   * @param clientConfig Kafka client configuration
   */
  public BrokerProbe(Map<String, Object> clientConfig) {
    brokers = clientConfig.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    admin =
        Admin.create(
            ClientSettings.admin(clientConfig)
                .named("weft-gateway-probe")
                .answeredWithin(Duration.ofMillis(PATIENCE_MILLIS))
                .toMap());
  }

  /** Whether the broker is reachable now. */
  public boolean isReachable() {
    return problem().isEmpty();
  }

  /**
   * Why the broker is not reachable, and what to do; empty if it is. Blocks for at most two
   * seconds.
   */
  public Optional<String> problem() {
    try {
      var nodes = admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      return nodes.isEmpty()
          ? Optional.of(
              "The Kafka broker at %s does not list any brokers of its cluster.".formatted(brokers))
          : Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(refused(e.getCause()));
    } catch (TimeoutException e) {
      return Optional.of(refused(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("The gateway is stopping.");
    }
  }

  /**
   * The id of the cluster. Blocks for at most two seconds.
   *
   * @throws IllegalStateException if the broker is not reachable
   */
  public String clusterId() {
    try {
      return admin.describeCluster().clusterId().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unavailable(e.getCause());
    } catch (TimeoutException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  private IllegalStateException unavailable(Throwable failure) {
    return new IllegalStateException(refused(failure), failure);
  }

  private String refused(Throwable failure) {
    return "The Kafka broker at %s does not respond: %s"
        .formatted(brokers, BrokerAdvice.of(failure));
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
