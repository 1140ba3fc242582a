package dev.weft.gateway.http.request;

import dev.weft.access.http.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/**
 * Who says or orders something: whose key or token it is, which nobody can make up. What a client
 * says of itself counts only where nobody must show anything.
 */
@Singleton
public final class Author {

  private static final int LONGEST = 100;

  private final CurrentVertxRequest requests;

  Author(CurrentVertxRequest requests) {
    this.requests = requests;
  }

  /**
   * The caller's name.
   *
   * @param said what the client says; null for nothing
   */
  public String or(String said) {
    return of(Caller.of(requests.getCurrent()), said);
  }

  public static String of(Caller caller, String said) {
    if (!caller.isKnown()) {
      return said;
    }
    // A token's name is its issuer's text.
    String name = caller.name().replaceAll("\\p{Cntrl}", "?");
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST));
  }
}
