package dev.weft.console.server;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.store.StoreEnvironment;
import dev.weft.console.store.StoreUrl;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of the commands that start the server. */
public final class ServerOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder for the data of the embedded broker and object store. Default: .weft, or"
              + " .weft-demo for the demo.")
  private Path data;

  @Option(
      names = "--http-port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port of the gateway. Default: 8080.")
  private int httpPort;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "9092",
      description = "Port of the embedded broker. Default: 9092.")
  private int kafkaPort;

  @Option(
      names = "--s3-port",
      paramLabel = "N",
      defaultValue = "9000",
      description = "Port of the embedded object store. Default: 9000.")
  private int s3Port;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers to use instead of the embedded one, separated by commas.")
  private String kafka;

  @Option(
      names = "--s3",
      paramLabel = "URL",
      description =
          "URL of the S3 object store to use instead of the embedded one. Set its credentials in"
              + " the environment variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
  private String s3;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address that the gateway listens on. 0.0.0.0 makes it reachable from other machines,"
              + " whose requests then require an API key: see `weft key create`. Default:"
              + " 127.0.0.1.")
  private String host;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Configuration property of the services, such as weft.classifier.engine=dl4j-cpu. Can be"
              + " repeated.")
  private Map<String, String> more = new LinkedHashMap<>();

  /**
   * @param dataDefault the data folder if none is given
   * @throws CliException if a value is invalid
   */
  public ServerSettings toSettings(Map<String, String> env, Path dataDefault) {
    checkPort("--http-port", httpPort);
    checkPort("--kafka-port", kafkaPort);
    checkPort("--s3-port", s3Port);
    if (kafka != null && !kafka.matches("[^,:\\s]+:\\d+(,[^,:\\s]+:\\d+)*")) {
      throw usage("--kafka must be HOST:PORT, but is " + kafka, "for example broker:9092");
    }
    if (s3 != null) {
      StoreUrl.parse(s3);
      requireKeys(env);
    }
    return new ServerSettings(
        (data == null ? dataDefault : data).toAbsolutePath().normalize(),
        httpPort,
        kafkaPort,
        s3Port,
        kafka,
        s3,
        host,
        more);
  }

  private static void requireKeys(Map<String, String> env) {
    if (!StoreEnvironment.namesKeys(StoreEnvironment.of(env))) {
      throw usage(
          "--s3 requires the store's credentials in the environment variables AWS_ACCESS_KEY_ID and"
              + " AWS_SECRET_ACCESS_KEY, or from another source that Amazon's tools support",
          "set the variables and try again");
    }
  }

  private static void checkPort(String option, int port) {
    if (port < 0 || port > 65_535) {
      throw usage(
          option + " must be between 0 and 65535, but is " + port, "0 selects any free port");
    }
  }

  private static CliException usage(String message, String hint) {
    return new CliException(ExitCode.USAGE, message, hint);
  }
}
