package dev.weft.console.store;

import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.HttpUrl;
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
    return HttpUrl.parse(url)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.USAGE,
                    "--s3 must be an http or https URL, but is " + url,
                    "for example http://minio:9000"));
  }
}
