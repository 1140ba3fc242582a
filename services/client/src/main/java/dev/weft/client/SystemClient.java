package dev.weft.client;

import dev.weft.client.system.Session;
import dev.weft.client.system.SystemState;
import java.time.Duration;

/** The state of the whole system, and the identity of the caller. Thread-safe. */
public final class SystemClient {
  private static final Duration PROBE = Duration.ofSeconds(3);

  private final Transport transport;

  SystemClient(Transport transport) {
    this.transport = transport;
  }

  /** Returns the state of the system: throughput, backlogs, serving versions, replicas. */
  public SystemState state() {
    return transport.send(Operations.SYSTEM.call());
  }

  /** Returns whose key or token this client sends, and what it is permitted to do. */
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
