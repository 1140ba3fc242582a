package dev.weft.access.http;

import dev.weft.access.Role;
import dev.weft.access.rule.Rule;
import dev.weft.access.rule.Rules;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * The log {@code dev.weft.audit}: a line for each request that decides about trainings or rollouts,
 * for each sign-in, and for each request that was refused because of its caller. A line contains
 * the caller, the request and its status, but neither keys nor bodies.
 */
final class Audit {

  private static final Logger LOG = Logger.getLogger("dev.weft.audit");

  private Audit() {}

  /** Whether requests under a rule are audited. */
  static boolean isAbout(Rule rule) {
    return !rule.isRead()
        && (rule.path().equals(Rules.SESSION)
            || rule.role().filter(Role.OPERATOR::equals).isPresent());
  }

  /** Writes the line when the response is sent. */
  static void when(RoutingContext context, Caller caller) {
    context.addEndHandler(ended -> write(context, caller));
  }

  private static void write(RoutingContext context, Caller caller) {
    int status = context.response().getStatusCode();
    LOG.infof(
        "who=\"%s\" role=%s from=%s what=\"%s %s\" outcome=%s status=%d",
        shown(caller.name()),
        caller.roleNames().orElse("none"),
        caller.address(),
        context.request().method().name(),
        shown(context.normalizedPath()),
        outcome(status),
        status);
  }

  private static String outcome(int status) {
    if (status < 400) {
      return "done";
    }
    return status < 500 ? "refused" : "failed";
  }

  /**
   * Replaces quotes and control characters of a token's name, which is the issuer's text, so that
   * it cannot look like another field or line.
   */
  private static String shown(String text) {
    return text.replaceAll("[\"\\\\\\p{Cntrl}]", "?");
  }
}
