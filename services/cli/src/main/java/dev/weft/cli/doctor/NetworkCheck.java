package dev.weft.cli.doctor;

import dev.weft.client.WeftClient;
import dev.weft.console.server.LoopbackPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Checks the ports of {@code weft up}, and whether server, broker and store respond. */
final class NetworkCheck {
  private static final int CONNECT_MILLIS = 2000;

  private NetworkCheck() {}

  /** Checks the gateway, and whether its ports are free if it is not running. */
  static List<CheckResult> of(WeftClient client, int[] ports) {
    List<CheckResult> findings = new ArrayList<>();
    boolean running = client.system().isReachable();
    if (running) {
      boolean ready = client.system().isReady();
      String where = "responds at " + client.server();
      findings.add(
          ready
              ? CheckResult.good("server", where + " and is ready")
              : CheckResult.note("server", where + " but is not ready yet"));
    } else {
      findings.add(
          CheckResult.note(
              "server", "no server responds at " + client.server() + "; `weft up` starts one"));
    }
    for (int port : ports) {
      findings.add(port(port, running));
    }
    return findings;
  }

  private static CheckResult port(int port, boolean running) {
    String subject = "port " + port;
    if (LoopbackPorts.isFree(port)) {
      return CheckResult.good(subject, "free");
    }
    return running
        ? CheckResult.good(subject, "in use; a server is running")
        : CheckResult.note(subject, "in use by another program; `weft up` can use other ports");
  }

  /** Checks whether a host and port accept connections. */
  static CheckResult reach(String subject, String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return CheckResult.good(subject, "reachable at " + host + ":" + port);
    } catch (IOException e) {
      return CheckResult.bad(
          subject, "cannot connect to " + host + ":" + port + " (" + e.getMessage() + ")");
    }
  }

  /** Checks the first server of {@code host:port,host:port}. */
  static CheckResult kafka(String bootstrapServers) {
    String first = bootstrapServers.split(",")[0];
    int colon = first.lastIndexOf(':');
    try {
      return reach(
          "kafka", first.substring(0, colon), Integer.parseInt(first.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      return CheckResult.bad("kafka", "--kafka must be HOST:PORT, but is " + bootstrapServers);
    }
  }

  static CheckResult s3(String url) {
    try {
      URI uri = URI.create(url);
      int port = uri.getPort() > 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
      return reach("s3", uri.getHost(), port);
    } catch (IllegalArgumentException e) {
      return CheckResult.bad("s3", "--s3 must be a URL, but is " + url);
    }
  }
}
