package dev.weft.gateway.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether the broker answers now. Thread-safe. */
public final class BrokerProbe implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 2_000;

  private final Admin admin;

  /**
   * A probe with a client of its own.
   *
   * @param clientConfig how to reach the broker
   */
  public BrokerProbe(Map<String, Object> clientConfig) {
    Map<String, Object> p = new HashMap<>(clientConfig);
    p.put(AdminClientConfig.CLIENT_ID_CONFIG, "weft-gateway-probe");
    p.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    p.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    admin = Admin.create(p);
  }

  /** Asks the broker, for two seconds at most. */
  public boolean isReachable() {
    try {
      return !admin.describeCluster().nodes().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }
}
