package dev.weft.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** An echo server behind an impaired network. */
@EnabledOnOs(OS.LINUX)
class NetworkTest {
  private static final int TIMEOUT_MILLIS = 30_000;
  private static final int SHORT_MILLIS = 200;
  private static final Link LINK = new Link("this", "server");

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Network network = new Network(() -> Map.of("this", ProcessHandle.current().pid()));
  private ServerSocket server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Network.daemon("echo", this::serve);
    port = freePort();
    network.listen("server", port, server.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    network.close();
    server.close();
  }

  @Test
  void whatIsWellPassesBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(ask(client, "one")).isEqualTo("one");
      assertThat(ask(client, "two")).isEqualTo("two");
    }
  }

  @Test
  void onlyTheLinkOfTheProcessThatConnectsIsImpaired() throws IOException {
    network.impair(new Link("another", "server"), Impairment.CUT);

    try (Socket client = connect()) {
      assertThat(ask(client, "one")).isEqualTo("one");
    }
  }

  @Test
  void aCutHoldsEverythingBackAndDeliversItInOrderWhenItIsMended() throws Exception {
    try (Socket client = connect()) {
      assertThat(ask(client, "one")).isEqualTo("one");
      network.impair(LINK, Impairment.CUT);
      say(client, "two");
      assertSilent(client);
      say(client, "three");
      assertThat(heard).containsExactly("one");

      network.mend(LINK);

      assertThat(line(client)).isEqualTo("two");
      assertThat(line(client)).isEqualTo("three");
    }
  }

  @Test
  void aCutOfResponsesLetsRequestsThrough() throws Exception {
    try (Socket client = connect()) {
      network.impair(LINK, Impairment.CUT_RESPONSES);
      say(client, "one");

      assertHeard("one");
      assertSilent(client);
      network.mend(LINK);
      assertThat(line(client)).isEqualTo("one");
    }
  }

  @Test
  void aCutOfRequestsLetsNoneThroughAndIsToldToNobody() throws Exception {
    network.impair(LINK, Impairment.CUT_REQUESTS);

    try (Socket client = connect()) {
      say(client, "one");
      assertSilent(client);
      assertThat(heard).isEmpty();
    }
  }

  @Test
  void aConnectionIsResetOnceItsRequestHasArrived() throws Exception {
    network.impair(LINK, Impairment.RESET_AFTER_REQUEST);

    try (Socket client = connect()) {
      say(client, "one");

      assertHeard("one");
      assertThatThrownBy(() -> line(client)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aLostResponseNeverComesAndItsConnectionIsResetWhenTheLinkIsMended() throws Exception {
    try (Socket client = connect()) {
      network.impair(LINK, Impairment.LOSE_RESPONSE);
      say(client, "one");
      assertHeard("one");
      assertSilent(client);

      network.mend(LINK);

      assertThatThrownBy(() -> line(client))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aTruncatedResponseEndsAsIfItWereWhole() throws Exception {
    network.impair(LINK, Impairment.TRUNCATE_RESPONSE);

    try (Socket client = connect()) {
      say(client, "one");

      assertHeard("one");
      assertThat(rest(client)).isIn("", "o", "on", "one");
    }
  }

  @Test
  void aTruncatedRequestArrivesInPart() throws Exception {
    network.impair(LINK, Impairment.TRUNCATE_REQUEST);

    try (Socket client = connect()) {
      say(client, "one");

      assertThat(rest(client)).isEmpty();
      assertThat(heard).doesNotContain("one");
    }
  }

  @Test
  void whatIsDelayedComesWhole() throws Exception {
    network.impair(LINK, Impairment.DELAY);

    try (Socket client = connect()) {
      assertThat(ask(client, "one")).isEqualTo("one");
    }
  }

  @Test
  void aServerThatIsGoneEndsTheConnection() throws Exception {
    server.close();

    try (Socket client = connect()) {
      assertThatThrownBy(() -> ask(client, "one")).isInstanceOf(IOException.class);
    }
  }

  private void assertHeard(String what) throws InterruptedException {
    assertThat(heard.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(what);
  }

  /**
   * Asserts that nothing arrives. A short wait suffices, since the impairments hold data back for
   * ever.
   */
  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(SHORT_MILLIS);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    client.setSoTimeout(TIMEOUT_MILLIS);
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getByName("127.0.0.1"), port);
    client.setSoTimeout(TIMEOUT_MILLIS);
    return client;
  }

  private static String ask(Socket client, String line) throws IOException {
    say(client, line);
    return line(client);
  }

  private static void say(Socket client, String line) throws IOException {
    client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(Socket from) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = from.getInputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("it ended after \"" + line + "\"");
      }
      line.append((char) next);
    }
    return line.toString();
  }

  private static String rest(Socket from) throws IOException {
    return new String(from.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Network.daemon("echo-one", () -> answer(client));
      } catch (IOException e) {
        // The socket was closed.
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      OutputStream out = client.getOutputStream();
      while (true) {
        String line = line(client);
        heard.add(line);
        out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      // The client has closed the connection.
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
