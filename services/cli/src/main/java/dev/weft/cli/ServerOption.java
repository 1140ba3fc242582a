package dev.weft.cli;

import dev.weft.cli.client.Backoff;
import dev.weft.cli.client.WeftClient;
import java.net.URI;
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

  /** A client for it; nothing is sent yet. */
  public WeftClient client() {
    return new WeftClient(parse(server), Backoff.DEFAULT);
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
