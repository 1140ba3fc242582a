package dev.weft.chaos.cluster;

import java.util.Objects;

/**
 * All connections that one process makes to another.
 *
 * @param client who connects, such as {@code classifier-1}
 * @param server who listens, such as {@code broker-2}
 */
public record Link(String client, String server) {
  /** The client that is this process: uploads, labels and whatever else people do. */
  public static final String CLIENTS = "clients";

  public Link {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(server, "server");
  }

  @Override
  public String toString() {
    return client + " -> " + server;
  }
}
