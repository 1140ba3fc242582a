package dev.weft.cli.backup;

import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.console.store.StoreAccess;
import dev.weft.console.store.StoreUrl;
import dev.weft.objectstore.ObjectStore;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Options that say where brokers and store of an installation are. */
final class InstallationOptions {
  private static final String BROKER = "127.0.0.1:9092";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".weft",
      description = "Data folder of `weft up`, with the keys of its object store. Default: .weft.")
  Path data;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers, separated by commas.")
  String kafka;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Properties of Kafka clients, for brokers that require TLS or authentication, as in the"
              + " --command-config of Kafka's own tools.")
  private Path kafkaConfig;

  @Option(
      names = "--s3",
      paramLabel = "URL",
      description =
          "URL of the object store. Set its credentials in the environment variables"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
  String s3;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      defaultValue = "weft",
      description = "The bucket. Default: weft.")
  String bucket;

  @Option(
      names = "--no-objects",
      description =
          "Topics and consumer offsets only, if the store itself versions or replicates the"
              + " bucket.")
  boolean noObjects;

  /** Settings of Kafka clients. */
  Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>();
    if (kafkaConfig != null) {
      Properties given = new Properties();
      try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
        given.load(reader);
      } catch (IOException e) {
        throw new CliException(
            ExitCode.USAGE, "cannot read %s: %s".formatted(kafkaConfig, FileFault.of(e)), "", e);
      }
      given.stringPropertyNames().forEach(name -> settings.put(name, given.getProperty(name)));
    }
    if (kafka != null || !settings.containsKey("bootstrap.servers")) {
      settings.put("bootstrap.servers", kafka == null ? BROKER : kafka);
    }
    return settings;
  }

  /** Opens the store, which the caller closes; null with {@code --no-objects}. */
  ObjectStore store(CommandSession session) {
    if (noObjects) {
      return null;
    }
    URI endpoint = StoreUrl.parse(s3 == null ? "http://127.0.0.1:9000" : s3);
    return StoreAccess.open(endpoint, data, session.context().env());
  }
}
