package dev.weft.console.store;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import java.net.URI;

/** The value of {@code --s3}. */
public final class StoreUrl {
  private StoreUrl() {}

  /**
   * Parses the URL of an object store.
   *
   * @throws CliException if it is not an http or https URL with a host
   */
  public static URI parse(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = uri.getScheme();
      if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new CliException(
        ExitCode.USAGE,
        "--s3 must be an http or https URL, but is " + url,
        "for example http://minio:9000");
  }
}
