package dev.weft.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs a broker in a process of its own; a signal stops it. */
public final class BrokerProcess {
  private static final System.Logger LOG = System.getLogger(BrokerProcess.class.getName());

  private BrokerProcess() {}

  /**
   * Starts the broker.
   *
   * @param args its directory and the port that it listens on; then, for a secured broker, the
   *     folder of its certificate; then any number of {@code name=value}: Kafka broker settings,
   *     such as those of one node of several
   */
  public static void main(String[] args) {
    QuietLogs.toStandardError();
    try {
      EmbeddedBroker broker = start(args);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "weft-stop"));
    } catch (RuntimeException e) {
      // Threads of the server may still run, which would keep a useless process alive.
      LOG.log(System.Logger.Level.ERROR, "the broker did not start: " + e.getMessage(), e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static EmbeddedBroker start(String[] args) {
    Path dir = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    boolean secured = args.length > 2 && !args[2].contains("=");
    return EmbeddedBroker.start(
        dir,
        port,
        secured ? Optional.of(ServerTls.in(Path.of(args[2]))) : Optional.empty(),
        settings(Arrays.asList(args).subList(secured ? 3 : 2, args.length)));
  }

  private static Map<String, String> settings(List<String> given) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : given) {
      int end = setting.indexOf('=');
      if (end < 1) {
        throw new IllegalArgumentException(
            "a setting of the broker must be name=value, but is: " + setting);
      }
      settings.put(setting.substring(0, end), setting.substring(end + 1));
    }
    return settings;
  }
}
