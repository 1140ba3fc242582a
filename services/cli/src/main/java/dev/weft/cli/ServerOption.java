package dev.weft.cli;

import dev.weft.cli.client.Backoff;
import dev.weft.cli.client.Connection;
import dev.weft.cli.client.WeftClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --server}, for every command that talks to a running Weft. */
public final class ServerOption {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:WEFT_SERVER:-http://127.0.0.1:8080}",
      description =
          "The gateway. Default: the environment variable WEFT_SERVER, or http://127.0.0.1:8080.")
  String server;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "${env:WEFT_API_KEY_FILE:-}",
      description =
          "A file with the API key to send. Default: the environment variable WEFT_API_KEY_FILE, or"
              + " the key itself in WEFT_API_KEY.")
  String keyFile = "";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:WEFT_CA:-}",
      description =
          "Certificates (PEM) of who vouches for the server, beside those that Java trusts."
              + " Default: the environment variable WEFT_CA.")
  String ca = "";

  /** A client for it; nothing is sent yet. */
  public WeftClient client() {
    return client(null);
  }

  /** The same, whose uploads are for a model; null for the server's default. */
  public WeftClient client(String model) {
    URI uri = parse(server);
    Connection connection =
        new Connection(
            ApiKeySource.find(keyFile, System.getenv()),
            ca.isBlank() ? Optional.empty() : Optional.of(TrustedCa.read(Path.of(ca))));
    return new WeftClient(uri, Backoff.DEFAULT, connection, model);
  }

  /** What a client sends to a server that this machine has started. */
  public static Connection local() {
    return new Connection(ApiKeySource.find("", System.getenv()), Optional.empty());
  }

  static URI parse(String text) {
    try {
      URI uri = URI.create(text.contains("://") ? text : "http://" + text);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new CliException(
        ExitCode.USAGE,
        "--server must be an http or https URL, but is " + text,
        "for example --server http://127.0.0.1:8080");
  }
}
