package dev.weft.kafka.cdi;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The configuration that all Kafka clients share: addresses and security. Everything else is set
 * per client.
 */
@Singleton
public class Brokers {
  private final Map<String, Object> config;

  @Inject
  Brokers(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    Map<String, Object> shared = new HashMap<>(kafka);
    shared.keySet().retainAll(AdminClientConfig.configNames());
    shared.remove(CommonClientConfigs.CLIENT_ID_CONFIG);
    shared.values().removeIf(Objects::isNull);
    config = Map.copyOf(shared);
  }

  /** Returns the client configuration for reaching the brokers, without a client id. */
  public Map<String, Object> config() {
    return config;
  }
}
