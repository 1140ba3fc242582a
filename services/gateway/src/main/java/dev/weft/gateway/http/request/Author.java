package dev.weft.gateway.http.request;

import dev.weft.access.http.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;

/**
 * The author of a label or an order: the owner of the key or token, which cannot be forged. A name
 * that the client sends only counts if no authentication is required.
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
   * @param clientName name sent by the client; null for none
   */
  public String or(String clientName) {
    return of(Caller.of(requests.getCurrent()), clientName);
  }

  public static String of(Caller caller, String clientName) {
    if (!caller.isKnown()) {
      return clientName;
    }
    // A token's name is its issuer's text and may contain anything.
    String name = caller.name().replaceAll("\\p{Cntrl}", "?");
    return name.codePointCount(0, name.length()) <= LONGEST
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST));
  }
}
