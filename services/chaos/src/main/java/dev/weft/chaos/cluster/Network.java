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
 * A proxy for the connections between processes of this machine: each server is reached through a
 * port here, and the connecting process is determined from the other end, so that each pair of
 * processes is a separate link. Thread-safe.
 */
public final class Network implements AutoCloseable {
  private static final int BACKLOG = 200;

  private final ConnectionOwners peers;
  private final List<ServerSocket> doors = new ArrayList<>();
  private final Map<Link, Impairment> impaired = new ConcurrentHashMap<>();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();

  /**
   * @param processes supplies the current processes by name
   */
  public Network(Supplier<Map<String, Long>> processes) {
    this.peers = new ConnectionOwners(processes);
  }

  /**
   * Starts the proxy of a server.
   *
   * @param server its name in links; a server may have several ports
   * @param port the advertised port
   * @param target the port that the server listens on
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

  /** Impairs a link, including its existing connections, until it is mended. */
  public void impair(Link link, Impairment how) {
    impaired.put(link, how);
  }

  /**
   * Removes a link's impairment. Delayed data is delivered; a connection that lost data is reset.
   */
  public void mend(Link link) {
    impaired.remove(link);
    open.stream()
        .filter(passage -> passage.link().equals(link))
        .forEach(ProxiedConnection::onMended);
  }

  /** Removes the impairments of all links. */
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
        // The listener is closed, or a client disconnected before it was accepted.
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
