package dev.weft.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback interface, which is the only one that the embedded servers listen on. */
public final class Ports {
  /** The address that all embedded servers listen on. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Below the ephemeral range, whose ports could be assigned to a client before they are used. */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_000;

  /** Starts at random, so that processes choose different ports. */
  private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(COUNT));

  private Ports() {}

  /**
   * A port that nothing listens on now, and that is reserved against other processes of this user
   * until this process ends. Each port is returned once, until all have been.
   */
  public static int free() {
    IOException last = null;
    for (int tries = 0; tries < COUNT; tries++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (!PortLocks.reserve(port)) {
        continue;
      }
      try (ServerSocket socket = new ServerSocket(port, 1, address(LOOPBACK))) {
        return socket.getLocalPort();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException(
        "no free port on %s from %d to %d".formatted(LOOPBACK, FIRST, FIRST + COUNT - 1), last);
  }

  /** {@link #requireFree(String, String, int, String)} on the loopback interface. */
  static void requireFree(String what, int port, String option) {
    requireFree(what, LOOPBACK, port, option);
  }

  /**
   * Checks that a server can listen on a port, so that a port in use is reported in one line and
   * not by a stack trace of the server.
   *
   * @param what was to listen there
   * @param host the address to listen on
   * @param port to check; 0 is always free
   * @param option of the command line that chooses another port
   * @throws PortTakenException if another program listens there
   */
  public static void requireFree(String what, String host, int port, String option) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address(host), port), 1);
    } catch (BindException e) {
      throw new PortTakenException(what, port, option);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + host + ":" + port, e);
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("no such address: " + host, e);
    }
  }
}
