package dev.weft.chaos.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/** Finds free ranges of ports on the loopback interface. */
final class PortRanges {
  /** Below the ephemeral ports that systems assign to clients. */
  private static final int FIRST = 12_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 1000;

  private PortRanges() {}

  /** Returns the first of {@code count} consecutive ports on which nothing listens. */
  static int free(int count) {
    Random random = new Random();
    for (int tries = 0; tries < TRIES; tries++) {
      int first = FIRST + random.nextInt(LAST - FIRST - count);
      if (IntStream.range(first, first + count).allMatch(PortRanges::isFree)) {
        return first;
      }
    }
    throw new IllegalStateException(
        "no %d consecutive ports are free from %d to %d".formatted(count, FIRST, LAST));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
