package dev.weft.chaos.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The network between processes of this machine: each server is reached through a port here, and
 * who connects is told by the process that has the other end, so that each pair of processes is a
 * link of its own. Thread-safe.
 */
public final class Network implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final ConnectionOwners peers;
  private final List<ServerSocket> doors = new ArrayList<>();
  private final Map<Link, Impairment> impaired = new ConcurrentHashMap<>();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();

  /**
   * @param processes names and process ids of those that connect, as they are now
   */
  public Network(Supplier<Map<String, Long>> processes) {
    this.peers = new ConnectionOwners(processes);
  }

  /**
   * Stands before a server.
   *
   * @param server its name in links; a server may have several ports
   * @param port that others are told
   * @param target that it listens on
   */
  public void listen(String server, int port, int target) {
    try {
      ServerSocket door = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
      doors.add(door);
      daemon("network-" + server + "-" + target, () -> accept(door, server, target));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " for " + server, e);
    }
  }

  /** Impairs a link from now on, connections that it has and those that it will have. */
  public void impair(Link link, Impairment how) {
    impaired.put(link, how);
  }

  /** What is held back goes on; a connection that lost something is reset. */
  public void mend(Link link) {
    impaired.remove(link);
    open.stream().filter(passage -> passage.link().equals(link)).forEach(ProxiedConnection::mended);
  }

  /** The same for all of them. */
  public void mendAll() {
    List.copyOf(impaired.keySet()).forEach(this::mend);
  }

  Optional<Impairment> impairment(Link link) {
    return Optional.ofNullable(impaired.get(link));
  }

  private void accept(ServerSocket door, String server, int target) {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        daemon("network-" + server, () -> connect(client, server, target));
      } catch (IOException e) {
        // The door is closed, or a client was gone before it came in.
      }
    }
  }

  private void connect(Socket client, String server, int target) {
    String name = peers.of(client.getPort(), client.getLocalPort()).orElse("unknown");
    ProxiedConnection passage = new ProxiedConnection(this, new Link(name, server), client);
    open.add(passage);
    passage.run(target);
  }

  void forget(ProxiedConnection passage) {
    open.remove(passage);
  }

  static void daemon(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 128 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    for (ServerSocket door : doors) {
      try {
        door.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    open.forEach(ProxiedConnection::reset);
  }
}
