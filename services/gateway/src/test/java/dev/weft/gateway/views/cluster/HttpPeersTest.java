package dev.weft.gateway.views.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weft.gateway.views.ViewsUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpPeersTest {

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private HostInfo peer;
  private int status = 404;
  private byte[] body = new byte[0];

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          sent.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    peer = new HostInfo("127.0.0.1", server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anotherReplicaIsAskedByTheKeyOfTheMoment() {
    List<String> keys = new CopyOnWriteArrayList<>(List.of("first"));
    HttpPeers peers =
        new HttpPeers(Duration.ofSeconds(5), () -> keys.stream().findFirst(), Optional.empty());

    assertThat(peers.get(peer, "1")).isEmpty();
    keys.set(0, "second");
    peers.get(peer, "1");
    keys.clear();
    peers.get(peer, "1");

    assertThat(sent).containsExactly("Bearer first", "Bearer second", "null");
  }

  @Test
  void aReplicaThatRefusesTheKeySaysWhichSettingItIsAbout() {
    status = 401;
    HttpPeers peers =
        new HttpPeers(Duration.ofSeconds(5), () -> Optional.of("old"), Optional.empty());

    assertThatThrownBy(() -> peers.get(peer, "1"))
        .isInstanceOf(ViewsUnavailableException.class)
        .hasMessageContaining("weft.access.replica-key-file")
        .hasMessageNotContaining("old");
  }

  @Test
  void aReplicaWhoseResponseCannotBeReadCountsAsUnavailable() {
    status = 200;
    body = "{\"imageId\": ".getBytes(StandardCharsets.UTF_8);
    HttpPeers peers = new HttpPeers(Duration.ofSeconds(5), Optional::empty, Optional.empty());

    assertThatThrownBy(() -> peers.get(peer, "1"))
        .isInstanceOf(ViewsUnavailableException.class)
        .hasMessage("the response of replica 127.0.0.1:%d cannot be read".formatted(peer.port()));
  }
}
