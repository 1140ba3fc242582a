package dev.weft.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A broker in a process of its own; a signal stops it. */
public final class BrokerProcess {
  private static final System.Logger LOG = System.getLogger(BrokerProcess.class.getName());

  private BrokerProcess() {}

  /**
   * Starts it.
   *
   * @param args its directory and the port that it listens on; then, for a broker that is secured,
   *     the folder of its certificate, or any number of {@code name=value}: settings by Kafka's
   *     names, such as those of one node of several
   */
  public static void main(String[] args) {
    QuietLogs.toStandardError();
    try {
      EmbeddedBroker broker = start(args);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "weft-stop"));
    } catch (RuntimeException e) {
      // Threads of the server may be left, with which the process would be there and of no use.
      LOG.log(System.Logger.Level.ERROR, "the broker did not start: " + e.getMessage(), e);
      Runtime.getRuntime().halt(1);
    }
  }

  private static EmbeddedBroker start(String[] args) {
    Path dir = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    return args.length == 3 && !args[2].contains("=")
        ? EmbeddedBroker.start(dir, port, ServerTls.in(Path.of(args[2])))
        : EmbeddedBroker.start(dir, port, settings(args));
  }

  private static Map<String, String> settings(String[] args) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : Arrays.asList(args).subList(2, args.length)) {
      int end = setting.indexOf('=');
      if (end < 1) {
        throw new IllegalArgumentException(
            "a setting of the broker is name=value, not: " + setting);
      }
      settings.put(setting.substring(0, end), setting.substring(end + 1));
    }
    return settings;
  }
}
