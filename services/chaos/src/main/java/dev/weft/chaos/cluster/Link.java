package dev.weft.chaos.cluster;

import java.util.Objects;

/**
 * All connections from one process to another.
 *
 * @param client the connecting process, such as {@code classifier-1}
 * @param server the listening process, such as {@code broker-2}
 */
public record Link(String client, String server) {
  /** Name of this process, which runs the clients that upload, label and so on. */
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
