package dev.weft.chaos.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The processes of a cluster and their ports, as assigned by {@code deploy/local-cluster}.
 *
 * @param port the first port; clients reach each server at its port plus {@link #THROUGH}
 * @param brokers at least two
 */
public record ClusterLayout(
    int port, int brokers, int gateways, int classifiers, int trainers, int rollouts) {

  /** Offset from a server's port to its advertised port. */
  public static final int THROUGH = 200;

  /** Number of ports, starting with the first one. */
  public static final int PORTS = 400;

  private static final int STORE = 2;
  private static final int GATEWAY = 10;
  private static final int CLASSIFIER = 20;
  private static final int TRAINER = 30;
  private static final int ROLLOUT = 35;
  private static final int BROKER = 50;
  private static final int CONTROLLER = 60;

  public ClusterLayout {
    if (brokers < 2 || brokers > 9 || gateways < 1 || gateways > 9) {
      throw new IllegalArgumentException(
          "needs 2 to 9 brokers and 1 to 9 gateways, but got %d and %d"
              .formatted(brokers, gateways));
    }
    if (classifiers < 1 || classifiers > 9 || trainers > 4 || rollouts > 9) {
      throw new IllegalArgumentException(
          "needs 1 to 9 classifiers, up to 4 trainers and up to 9 rollouts, but got %d, %d and %d"
              .formatted(classifiers, trainers, rollouts));
    }
  }

  /** The name of the store. */
  public static final String STORE_NAME = "store";

  /** A server's port and name. */
  record Server(String name, int port) {}

  List<Server> servers() {
    List<Server> servers = new ArrayList<>();
    servers.add(new Server(STORE_NAME, port + STORE));
    for (int n = 1; n <= brokers; n++) {
      servers.add(new Server("broker-" + n, port + BROKER + n));
      servers.add(new Server("broker-" + n, port + CONTROLLER + n));
    }
    for (int n = 1; n <= gateways; n++) {
      servers.add(new Server("gateway-" + n, port + GATEWAY + n));
    }
    return servers;
  }

  /** Creates a network proxy for each server. */
  public void forward(Network network) {
    servers()
        .forEach(server -> network.listen(server.name(), server.port() + THROUGH, server.port()));
  }

  /** Every process's name. */
  public List<String> processNames() {
    return Stream.of(brokerNames(), List.of(STORE_NAME), serviceNames())
        .flatMap(List::stream)
        .toList();
  }

  /** Every broker's name. */
  public List<String> brokerNames() {
    return names("broker", brokers);
  }

  /** Every gateway's name. */
  public List<String> gatewayNames() {
    return names("gateway", gateways);
  }

  /** Returns the names of all services, that is, of all processes except brokers and store. */
  public List<String> serviceNames() {
    return Stream.of(
            gatewayNames(),
            names("classifier", classifiers),
            names("trainer", trainers),
            names("rollout", rollouts))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> names(String service, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> service + "-" + n).toList();
  }

  /** Returns a service's own address, bypassing the network proxy. */
  URI direct(String service) {
    int dash = service.indexOf('-');
    String digits = service.substring(dash + 1).replace("-twin", "");
    int own = Integer.parseInt(digits) + first(service.substring(0, dash));
    int twin = service.endsWith("-twin") ? 70 : 0;
    return URI.create("http://127.0.0.1:" + (port + own + twin));
  }

  private static int first(String service) {
    switch (service) {
      case "gateway":
        return GATEWAY;
      case "classifier":
        return CLASSIFIER;
      case "trainer":
        return TRAINER;
      case "rollout":
        return ROLLOUT;
      default:
        throw new IllegalArgumentException(service + " is not a service");
    }
  }

  /** Returns the gateways' addresses, through the network proxy. */
  public List<URI> gatewayAddresses() {
    return IntStream.rangeClosed(1, gateways)
        .mapToObj(n -> URI.create("http://127.0.0.1:" + (port + GATEWAY + n + THROUGH)))
        .toList();
  }

  /** Returns {@code bootstrap.servers}, through the network proxy. */
  public String bootstrapServers() {
    return String.join(
        ",",
        IntStream.rangeClosed(1, brokers)
            .mapToObj(n -> "127.0.0.1:" + (port + BROKER + n + THROUGH))
            .toList());
  }

  /** Returns the store's address, bypassing the network proxy. */
  public URI store() {
    return URI.create("http://127.0.0.1:" + (port + STORE));
  }
}
