package dev.weft.access.http;

import dev.weft.access.Role;
import dev.weft.access.rule.Rule;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Passes an authorized request to its endpoint, and rejects others. Every request to every service
 * passes this filter, after authentication and before routing.
 */
@Singleton
final class AuthorizationFilter {

  private static final int AFTER_AUTHENTICATION = SecurityHandlerPriorities.AUTHENTICATION - 50;

  private final Access access;
  private final RateLimits rates;
  private final MeterRegistry meters;
  private final LocalNames names;
  private final Endpoints endpoints;

  @Inject
  AuthorizationFilter(
      Access access,
      AccessConfig config,
      RateLimits rates,
      MeterRegistry meters,
      Endpoints endpoints) {
    this.endpoints = endpoints;
    this.access = access;
    this.rates = rates;
    this.meters = meters;
    this.names = new LocalNames(config.allowedHosts().orElse(Set.of()));
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, AFTER_AUTHENTICATION);
  }

  /** Handles rejections of the token extension, whose responses would have no body. */
  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).failureHandler(this::refused);
  }

  private void refused(RoutingContext context) {
    if (context.response().ended()) {
      context.next();
    } else if (context.failure() instanceof AuthenticationException) {
      stop(
          context,
          Caller.of(context),
          "The token is malformed, expired, or not intended for this server.");
    } else {
      context.next();
    }
  }

  private void check(RoutingContext context) {
    Optional<Rule> rule =
        access.rules().find(context.request().method().name(), context.normalizedPath());
    Caller caller = Caller.of(context);
    if (rule.filter(Audit::isAbout).isPresent()) {
      Audit.when(context, caller);
    }
    if (!access.isRequired() && !names.include(context.request())) {
      String host = String.valueOf(context.request().authority());
      refuse(
          context,
          AccessRefusal.OTHER_HOST,
          ("Without API keys, this server accepts requests for localhost only, not"
                  + " for %s: set weft.access.allowed-hosts to this name, or create API keys.")
              .formatted(host));
    } else if (rule.isPresent() && !rule.get().isRead() && !SameOrigin.isKept(context)) {
      refuse(
          context,
          AccessRefusal.OTHER_ORIGIN,
          "Only pages of the dashboard may send this request.");
    } else if (access.isRequired()) {
      checkCaller(context, rule, caller);
    } else if (rule.isEmpty() && endpoints.include(context.normalizedPath())) {
      reject(context);
    } else {
      limit(context, rule, caller);
    }
  }

  private void checkCaller(RoutingContext context, Optional<Rule> rule, Caller caller) {
    if (rule.isPresent() && rule.get().role().isEmpty()) {
      pass(context, rule.get().isRead() ? Duration.ZERO : rates.ofUnknown(caller));
    } else if (!caller.isKnown()) {
      stop(
          context,
          caller,
          Credentials.isSetAside(context)
              ? "The key is unknown, revoked or expired."
              : "Send an API key or a token as `Authorization: Bearer ...`.");
    } else if (rule.isEmpty()) {
      reject(context);
    } else if (!caller.may(rule.get())) {
      forbid(context, caller, rule.get());
    } else {
      limit(context, rule, caller);
    }
  }

  /** Rejects a request that no rule covers: an unknown path, or one without this method. */
  private void reject(RoutingContext context) {
    String method = context.request().method().name();
    Set<String> methods = endpoints.methods(context.normalizedPath());
    if (methods.isEmpty()) {
      refuse(context, AccessRefusal.NO_SUCH_ENDPOINT, "No resource has this path; see /q/openapi.");
      return;
    }
    String allowed = String.join(", ", methods);
    context.response().putHeader(HttpHeaders.ALLOW, allowed);
    if (method.equals("OPTIONS")) {
      context.request().resume();
      context.response().setStatusCode(204).end();
    } else {
      refuse(
          context,
          AccessRefusal.METHOD_NOT_ALLOWED,
          "%s has %s, but this is %s.".formatted(context.normalizedPath(), allowed, method));
    }
  }

  private void limit(RoutingContext context, Optional<Rule> rule, Caller caller) {
    boolean open = rule.filter(known -> known.role().isEmpty()).isPresent();
    pass(context, open ? Duration.ZERO : rates.of(caller));
  }

  private void pass(RoutingContext context, Duration wait) {
    if (wait.isZero()) {
      context.next();
    } else {
      late(context, wait);
    }
  }

  private void stop(RoutingContext context, Caller caller, String why) {
    Duration wait = rates.ofUnknown(caller);
    if (!wait.isZero()) {
      late(context, wait);
      return;
    }
    refuse(context, AccessRefusal.UNAUTHENTICATED, why);
  }

  private void forbid(RoutingContext context, Caller caller, Rule rule) {
    if (!Audit.isAbout(rule)) {
      Audit.when(context, caller);
    }
    String needed = rule.role().map(Role::code).orElseThrow();
    String has = caller.roleNames().orElse("none");
    refuse(
        context,
        AccessRefusal.FORBIDDEN,
        "This request requires the role %s, but the caller has %s.".formatted(needed, has));
  }

  private void late(RoutingContext context, Duration wait) {
    count(AccessRefusal.TOO_MANY_REQUESTS);
    AccessRefusal.TOO_MANY_REQUESTS.answer(
        context, "Try again after the time in the Retry-After header.", wait);
  }

  private void refuse(RoutingContext context, AccessRefusal refusal, String detail) {
    count(refusal);
    refusal.answer(context, detail);
  }

  private void count(AccessRefusal refusal) {
    meters.counter("weft.access.refused", "reason", refusal.slug()).increment();
  }
}
