package dev.weft.console;

import dev.weft.client.WeftClient;
import dev.weft.client.model.ModelList;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** {@code --server}, for every command that sends requests to a running Weft. */
public final class ServerOption {
  /** Time limit of the single attempt that checks whether a server is reachable. */
  public static final Duration ONE_TRY = Duration.ofSeconds(20);

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:WEFT_SERVER:-http://127.0.0.1:8080}",
      description =
          "URL of the gateway. Default: the environment variable WEFT_SERVER, or"
              + " http://127.0.0.1:8080.")
  String server;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      defaultValue = "${env:WEFT_API_KEY_FILE:-}",
      description =
          "File with the API key to send. Default: the file named by the environment variable"
              + " WEFT_API_KEY_FILE, or the key in WEFT_API_KEY.")
  String keyFile = "";

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      defaultValue = "${env:WEFT_CA:-}",
      description =
          "PEM file with certificates of authorities to trust, in addition to those that Java"
              + " trusts. Default: the environment variable WEFT_CA.")
  String ca = "";

  /** A client for the server; sends nothing yet. */
  public WeftClient client() {
    WeftClient.Builder client = WeftClient.builder().address(parse(server));
    ApiKeySource.find(keyFile, System.getenv()).ifPresent(client::apiKey);
    return ca.isBlank() ? client.build() : client.trust(TrustedCa.read(Path.of(ca))).build();
  }

  /** A client for a reachable server; fails fast after one attempt if it is not. */
  public WeftClient reached() {
    WeftClient client = client();
    models(client);
    return client;
  }

  /** The models of a server; a single attempt, as in {@link #reached}. */
  public static ModelList models(WeftClient client) {
    return client.oneTry(ONE_TRY).models().list();
  }

  /**
   * Every class of every version of a server's models; a single attempt, as in {@link #reached}.
   */
  public static Set<String> classes(WeftClient client) {
    return classes(models(client));
  }

  /** Every class of every version of some models. */
  public static Set<String> classes(ModelList models) {
    Set<String> classes = new TreeSet<>();
    models.models().forEach(model -> model.versions().forEach(it -> classes.addAll(it.classes())));
    return classes;
  }

  /** A client for a server that was started on this machine. */
  public static WeftClient local(URI address) {
    WeftClient.Builder client = WeftClient.builder().address(address);
    ApiKeySource.find("", System.getenv()).ifPresent(client::apiKey);
    return client.build();
  }

  static URI parse(String text) {
    return HttpUrl.parse(text.contains("://") ? text : "http://" + text)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "--server must be an http or https URL, but is " + text,
                    "for example --server http://127.0.0.1:8080"));
  }
}
