package dev.weft.access.http;

import dev.weft.access.key.ApiKey;
import dev.weft.access.key.HashedKey;
import dev.weft.access.rule.Rule;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Authenticates requests by API key. Credentials that are not in the format of a key are left to
 * the token extension. An unknown key authenticates nobody; {@link AuthorizationFilter} decides
 * whether the endpoint allows that.
 */
@Singleton
final class KeyAuthentication implements HttpAuthenticationMechanism {

  private static final int BEFORE_TOKENS = HttpAuthenticationMechanism.DEFAULT_PRIORITY + 100;

  private final Access access;

  @Inject
  KeyAuthentication(Access access) {
    this.access = access;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    return Uni.createFrom().item(access.isRequired() ? identity(context) : null);
  }

  private SecurityIdentity identity(RoutingContext context) {
    HttpServerRequest request = context.request();
    Optional<String> header = Credentials.ofHeader(request);
    Optional<String> credential = header.or(() -> Credentials.ofCookie(request));
    Optional<HashedKey> key = credential.flatMap(access::find);
    if (key.isPresent()) {
      return identity(key.get());
    }
    if (credential.filter(text -> text.startsWith(ApiKey.PREFIX)).isPresent()) {
      Credentials.setAside(context);
    } else if (header.isEmpty() && credential.isPresent()) {
      // Not on the way to the sign-in page, which an expired token would make inaccessible.
      Optional<Rule> rule = access.rules().find(request.method().name(), context.normalizedPath());
      if (rule.filter(Rule::asksWho).isPresent()) {
        Credentials.asHeader(context, credential.get());
      }
    }
    return null;
  }

  private static SecurityIdentity identity(HashedKey key) {
    String name = key.name().isEmpty() ? key.id() : key.id() + "/" + key.name();
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(name))
        .addRole(key.role().code())
        .addAttribute(CallerValidity.KEY, key)
        .build();
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new HttpCredentialTransport(
                HttpCredentialTransport.Type.AUTHORIZATION, "weft", "weft"));
  }

  @Override
  public int getPriority() {
    return BEFORE_TOKENS;
  }
}
