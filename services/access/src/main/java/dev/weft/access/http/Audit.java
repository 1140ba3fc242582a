package dev.weft.access.http;

import dev.weft.access.Role;
import dev.weft.access.rule.Rule;
import dev.weft.access.rule.Rules;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/**
 * The log {@code dev.weft.audit}: a line for each request that decides what is trained or what
 * serves, for each sign-in, and for each that was refused for who sent it. Says who, what and how
 * it ended; neither keys nor bodies.
 */
final class Audit {

  private static final Logger LOG = Logger.getLogger("dev.weft.audit");

  private Audit() {}

  /** Whether a rule is about what must be written down. */
  static boolean isAbout(Rule rule) {
    return !rule.isRead()
        && (rule.path().equals(Rules.SESSION)
            || rule.role().filter(Role.OPERATOR::equals).isPresent());
  }

  /** Writes when the answer is sent. */
  static void when(RoutingContext context, Caller caller) {
    context.addEndHandler(ended -> write(context, caller));
  }

  private static void write(RoutingContext context, Caller caller) {
    int status = context.response().getStatusCode();
    LOG.infof(
        "who=\"%s\" role=%s from=%s what=\"%s %s\" outcome=%s status=%d",
        shown(caller.name()),
        caller.said().orElse("none"),
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

  /** A token's name is its issuer's text: it must not look like another field or line. */
  private static String shown(String text) {
    return text.replaceAll("[\"\\\\\\p{Cntrl}]", "?");
  }
}
