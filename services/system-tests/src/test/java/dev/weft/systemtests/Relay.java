package dev.weft.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP relay to a server whose connections a test can cut, stall and restore. */
public final class Relay implements AutoCloseable {
  private final URI target;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile boolean stalled;

  public Relay(URI target) {
    this.target = target;
    try {
      this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  public void cut() {
    cut = true;
    open.forEach(Relay::close);
  }

  /** Stops forwarding. Connections are still accepted, so that clients wait for a response. */
  public void stall() {
    stalled = true;
    open.forEach(Relay::close);
  }

  public void mend() {
    cut = false;
    stalled = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (cut) {
          close(client);
          continue;
        }
        if (stalled) {
          open.add(client);
          continue;
        }
        Socket server = new Socket(target.getHost(), target.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        daemon(() -> pump(client, server));
        daemon(() -> pump(server, client));
      } catch (IOException e) {
        // The relay is closed, or the client finds its connection closed.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // The connection was cut, or closed by one side.
    } finally {
      open.remove(from);
      open.remove(to);
      close(from);
      close(to);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The relay is closed.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
