package dev.weft.embedded;

import java.nio.file.Path;
import java.util.Optional;

/** Runs an S3 endpoint in a process of its own; a signal stops it. */
public final class StoreProcess {
  private StoreProcess() {}

  /**
   * Starts the endpoint, with the key pair in the variables {@code WEFT_S3_ACCESS_KEY} and {@code
   * WEFT_S3_SECRET_KEY}.
   *
   * @param args its directory, the port that it listens on, and for TLS the folder of its
   *     certificate
   */
  public static void main(String[] args) {
    QuietLogs.toStandardError();
    EmbeddedStore store =
        EmbeddedStore.start(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            key("WEFT_S3_ACCESS_KEY"),
            key("WEFT_S3_SECRET_KEY"),
            args.length > 2 ? Optional.of(ServerTls.in(Path.of(args[2]))) : Optional.empty());
    Runtime.getRuntime().addShutdownHook(new Thread(store::close, "weft-stop"));
  }

  private static String key(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(variable + " must contain a key of the store");
    }
    return value;
  }
}
