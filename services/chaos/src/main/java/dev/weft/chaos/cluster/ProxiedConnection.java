package dev.weft.chaos.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A connection of a link, which forwards and impairs its bytes. */
final class ProxiedConnection {
  private static final int CHUNK = 16 << 10;
  private static final int LEAST_DELAY_MILLIS = 50;
  private static final int MOST_DELAY_MILLIS = 500;

  /**
   * Data that follows a chunk within this time belongs to the same burst, and is not delayed again.
   */
  private static final long BURST_NANOS = 20_000_000;

  /** A request counts as complete when its sender has been silent for this long. */
  private static final int REQUEST_END_MILLIS = 20;

  private final Network network;
  private final Link link;
  private final Socket client;
  private Socket server;
  private int ended;
  private boolean lossy;
  private boolean closed;

  ProxiedConnection(Network network, Link link, Socket client) {
    this.network = network;
    this.link = link;
    this.client = client;
  }

  Link link() {
    return link;
  }

  /** Connects and forwards until the client's side has ended. */
  void run(int target) {
    try {
      Socket there = connect(target);
      there.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      synchronized (this) {
        server = there;
      }
    } catch (IOException e) {
      reset();
      network.forget(this);
      return;
    }
    Network.daemon("network-from-" + link.server(), () -> passOn(server, client, false));
    passOn(client, server, true);
  }

  /**
   * If nothing listens, Linux may connect a socket to itself, when that port is drawn as its source
   * port.
   */
  private static Socket connect(int target) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), target);
    if (socket.getLocalPort() == target) {
      socket.close();
      throw new ConnectException("no process listens at port " + target);
    }
    return socket;
  }

  private void passOn(Socket from, Socket to, boolean request) {
    pump(from, to, request);
    synchronized (this) {
      if (++ended < 2) {
        return;
      }
    }
    close();
    network.forget(this);
  }

  private void pump(Socket from, Socket to, boolean request) {
    byte[] chunk = new byte[CHUNK];
    long last = System.nanoTime() - BURST_NANOS;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        Optional<Impairment> impairment = awaitPassage(request);
        if (impairment.isPresent() && impairment.get() == Impairment.DELAY) {
          if (System.nanoTime() - last >= BURST_NANOS) {
            Thread.sleep(delayMillis());
          }
          out.write(chunk, 0, read);
        } else if (impairment.isPresent()) {
          if (!passImpaired(impairment.get(), chunk, read, in, out, request)) {
            return;
          }
        } else if (!isLossy()) {
          out.write(chunk, 0, read);
        }
        last = System.nanoTime();
      }
      awaitPassage(request);
      to.shutdownOutput();
    } catch (IOException e) {
      reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reset();
    }
  }

  /** Waits while this direction is cut. */
  private synchronized Optional<Impairment> awaitPassage(boolean request)
      throws InterruptedException {
    Optional<Impairment> now = network.impairment(link);
    while (!closed && now.filter(how -> holds(how, request)).isPresent()) {
      wait();
      now = network.impairment(link);
    }
    return now;
  }

  private static boolean holds(Impairment how, boolean request) {
    return request ? how.holdsRequests() : how.holdsResponses();
  }

  /** Returns whether to continue forwarding. */
  private boolean passImpaired(
      Impairment how, byte[] chunk, int read, InputStream in, OutputStream out, boolean request)
      throws IOException, InterruptedException {
    switch (how) {
      case RESET_AFTER_REQUEST:
        if (request) {
          return passThenReset(chunk, read, in, out);
        }
        reset();
        return false;
      case LOSE_RESPONSE:
        if (!request) {
          setLossy();
        }
        break;
      case TRUNCATE_RESPONSE:
      case TRUNCATE_REQUEST:
        if (request == (how == Impairment.TRUNCATE_REQUEST)) {
          out.write(chunk, 0, ThreadLocalRandom.current().nextInt(read));
          close();
          return false;
        }
        break;
      default:
        break;
    }
    if (request || !isLossy()) {
      out.write(chunk, 0, read);
    }
    return true;
  }

  private static int delayMillis() {
    return ThreadLocalRandom.current().nextInt(LEAST_DELAY_MILLIS, MOST_DELAY_MILLIS + 1);
  }

  private boolean passThenReset(byte[] chunk, int read, InputStream in, OutputStream out)
      throws IOException, InterruptedException {
    out.write(chunk, 0, read);
    Thread.sleep(REQUEST_END_MILLIS);
    if (in.available() > 0) {
      return true;
    }
    // The server reads the end of the stream after a complete request.
    server.shutdownOutput();
    client.setSoLinger(true, 0);
    client.close();
    return false;
  }

  private synchronized boolean isLossy() {
    return lossy;
  }

  private synchronized void setLossy() {
    lossy = true;
  }

  /** Handles the end of the link's impairment. */
  void onMended() {
    if (isLossy()) {
      reset();
    }
    synchronized (this) {
      notifyAll();
    }
  }

  /** Resets both sides, so that they get an error. */
  void reset() {
    end(true);
  }

  /** Closes both sides normally. */
  private void close() {
    end(false);
  }

  private void end(boolean linger) {
    Socket there;
    synchronized (this) {
      closed = true;
      there = server;
      notifyAll();
    }
    end(client, linger);
    if (there != null) {
      end(there, linger);
    }
  }

  private static void end(Socket socket, boolean abruptly) {
    try {
      if (abruptly) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // Closed anyway.
    }
  }
}
