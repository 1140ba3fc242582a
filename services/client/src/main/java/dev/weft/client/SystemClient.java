package dev.weft.client;

import dev.weft.client.system.Session;
import dev.weft.client.system.SystemState;
import java.time.Duration;

/** The whole system, and who asks. Thread-safe. */
public final class SystemClient {
  private static final Duration PROBE = Duration.ofSeconds(3);

  private final Transport transport;

  SystemClient(Transport transport) {
    this.transport = transport;
  }

  /** What is answered, what waits, what serves, who runs. */
  public SystemState state() {
    return transport.send(Operations.SYSTEM.call());
  }

  /** Whose key or token this client sends, and what it may do. */
  public Session session() {
    return transport.send(Operations.SESSION.call());
  }

  /** Whether the server answers at all, now. */
  public boolean isReachable() {
    return transport.answers("q/health/live", PROBE);
  }

  /** Whether the server says that it is ready to work, now. */
  public boolean isReady() {
    return transport.answers("q/health/ready", PROBE);
  }
}
