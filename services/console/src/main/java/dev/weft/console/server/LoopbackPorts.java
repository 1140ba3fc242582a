package dev.weft.console.server;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
public final class LoopbackPorts {
  private LoopbackPorts() {}

  /** Whether a server could listen on a port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * @throws CliException naming the first port in use and the option that changes it
   */
  static void requireFree(ServerSettings settings) {
    settings
        .ports()
        .forEach(
            (option, port) -> {
              if (!isFree(port)) {
                throw new CliException(
                    ExitCode.CANNOT_START,
                    "port " + port + " is in use by another program",
                    "stop that program (another `weft up`?), or choose another port with "
                        + option
                        + " N");
              }
            });
  }
}
