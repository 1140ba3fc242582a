package dev.weft.chaos.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Queries the health of processes, bypassing the network proxy. */
final class Health {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ClusterLayout layout;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  Health(ClusterLayout layout) {
    this.layout = layout;
  }

  /** Whether it is live, like an orchestrator's liveness probe. */
  boolean isLive(String name) {
    return isUp(name, "/q/health/live");
  }

  /** Whether it is ready. */
  boolean isReady(String name) {
    return isUp(name, "/q/health/ready");
  }

  private boolean isUp(String name, String path) {
    if (!layout.serviceNames().contains(name.replace("-twin", ""))) {
      return listens(name);
    }
    try {
      HttpRequest ask =
          HttpRequest.newBuilder(layout.direct(name).resolve(path)).timeout(TIMEOUT).build();
      return http.send(ask, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean listens(String name) {
    return layout.servers().stream()
        .filter(server -> server.name().equals(name))
        .allMatch(server -> accepts(server.port()));
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), (int) TIMEOUT.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
