package dev.weft.console.store;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.FileFault;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreCredentials;
import dev.weft.objectstore.s3.StoreSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Access to the object store, for operations on models that bypass the gateway. */
public final class StoreAccess {
  private StoreAccess() {}

  /**
   * Opens the store with the keys of the local store's data folder, or those of the environment.
   *
   * @throws CliException if there are no keys, or the store does not answer
   */
  public static ObjectStore open(URI endpoint, Path data, Map<String, String> env) {
    Map<String, String> store = StoreEnvironment.of(env);
    StoreSettings settings =
        settings(endpoint, data, store)
            .in(store.getOrDefault("WEFT_S3_REGION", StoreSettings.REGION))
            .trusting(Optional.ofNullable(store.get("WEFT_S3_CA_FILE")).map(Path::of));
    ObjectStore opened = new S3ObjectStore(settings);
    Optional<String> problem = opened.problem();
    if (problem.isPresent()) {
      opened.close();
      throw new CliException(
          ExitCode.UNREACHABLE,
          "no object store responds at " + endpoint + ": " + problem.get(),
          "start one with `weft up`, or specify another with --s3 URL");
    }
    return opened;
  }

  private static StoreSettings settings(URI endpoint, Path data, Map<String, String> store) {
    Path file = data.resolve("credentials.properties");
    boolean local =
        endpoint.getHost().equals("127.0.0.1") || endpoint.getHost().equals("localhost");
    if (local && Files.exists(file)) {
      return fromFile(endpoint, file);
    }
    Optional<StoreCredentials> named;
    try {
      named = StoreCredentials.of(name -> StoreEnvironment.setting(store, name));
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.UNREACHABLE, e.getMessage(), "");
    }
    if (named.isPresent()) {
      return StoreSettings.of(endpoint, named.get());
    }
    throw new CliException(
        ExitCode.UNREACHABLE,
        "the credentials of the store at " + endpoint + " are unknown: " + file + " does not exist",
        "start the local store with `weft up`, specify its data folder with --data DIR, or set"
            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
  }

  private static StoreSettings fromFile(URI endpoint, Path file) {
    Properties keys = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      keys.load(reader);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNREACHABLE, file + " cannot be read: " + FileFault.of(e), "", e);
    }
    return StoreSettings.of(endpoint, key(keys, "access", file), key(keys, "secret", file));
  }

  private static String key(Properties keys, String kind, Path file) {
    return keys.stringPropertyNames().stream()
        .filter(name -> name.contains(kind))
        .findFirst()
        .map(keys::getProperty)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.UNREACHABLE, file + " does not contain the " + kind + " key", ""));
  }
}
