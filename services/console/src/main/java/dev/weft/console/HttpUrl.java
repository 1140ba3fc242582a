package dev.weft.console;

import java.net.URI;
import java.util.Optional;

/** URLs of servers and stores in options. */
public final class HttpUrl {
  private HttpUrl() {}

  /** Parses a URL; empty if it is not an http or https URL with a host. */
  public static Optional<URI> parse(String text) {
    try {
      URI uri = URI.create(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return Optional.of(uri).filter(it -> isHttp && it.getHost() != null);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
