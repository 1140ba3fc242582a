package dev.weft.gateway.http.system;

import dev.weft.access.Role;
import dev.weft.access.http.Access;
import dev.weft.access.http.Caller;
import dev.weft.access.http.Credentials;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.http.request.Parameters;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Signs in browsers: puts the key or token into a cookie that scripts cannot read and other sites
 * cannot send, since images and event streams cannot carry a header.
 */
@Path("/v1/session")
@Tag(name = "session")
@Produces(MediaType.APPLICATION_JSON)
public final class SessionResource {

  /** Browsers' limit of one cookie, including its name. */
  private static final int LONGEST = 4000;

  private final Access access;
  private final CurrentVertxRequest requests;

  SessionResource(Access access, CurrentVertxRequest requests) {
    this.access = access;
    this.requests = requests;
  }

  /** The identity of the caller. */
  @Schema(
      name = "Session",
      requiredProperties = {"required", "can"})
  public record SessionJson(
      @Schema(description = "Whether the server requires authentication.") boolean required,
      @Schema(
              nullable = true,
              description =
                  "Id and name of the key, or subject of the token; null if the caller is not"
                      + " authenticated.")
          String name,
      @Schema(
              nullable = true,
              description =
                  "Role of the caller; several roles are joined with `+`. Null if the caller has"
                      + " none.",
              examples = "operator")
          String role,
      @Schema(description = "Roles that the caller has, including those implied by others.")
          List<String> can) {}

  @GET
  @Operation(
      operationId = "session",
      summary = "Get the caller's identity",
      description =
          "Does not require authentication. Without a key or token, the response says whether one"
              + " is needed.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SessionJson.class)))
  public Response session() {
    return answer(Caller.of(requests.getCurrent())).build();
  }

  @POST
  @Operation(
      operationId = "signIn",
      summary = "Sign in from a browser",
      description =
          "Send the key or token as `Authorization: Bearer ...`. The response sets a session"
              + " cookie, which is HttpOnly and SameSite=Strict and expires when the browser is"
              + " closed.")
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = SessionJson.class)))
  @APIResponse(responseCode = "401", description = "The key or token is unknown or expired")
  public Response signIn() {
    RoutingContext context = requests.getCurrent();
    Caller caller = Caller.of(context);
    String secret = Credentials.ofHeader(context.request()).orElse("");
    if (access.isRequired() && (!caller.isKnown() || secret.isEmpty())) {
      throw ProblemKind.UNAUTHENTICATED.exception("The key is unknown, revoked or expired.");
    }
    if (secret.length() > LONGEST) {
      throw Parameters.bad(
          "The token is longer than the %d characters that fit in a cookie.", LONGEST);
    }
    Response.ResponseBuilder answer = answer(caller);
    return access.isRequired()
        ? answer.cookie(cookie(context.request()).value(secret).build()).build()
        : answer.build();
  }

  @DELETE
  @Operation(operationId = "signOut", summary = "Sign out from a browser")
  @APIResponse(responseCode = "204", description = "The session cookie was removed")
  public Response signOut() {
    NewCookie gone = cookie(requests.getCurrent().request()).value("").maxAge(0).build();
    return Response.noContent().cookie(gone).build();
  }

  private Response.ResponseBuilder answer(Caller caller) {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    List<String> can =
        Arrays.stream(Role.values())
            .filter(each -> !access.isRequired() || caller.can(each))
            .map(Role::code)
            .toList();
    return Response.ok(
            new SessionJson(
                access.isRequired(),
                caller.isKnown() ? caller.name() : null,
                caller.roleNames().orElse(null),
                can))
        .cacheControl(never);
  }

  /** Marked as secure if the browser uses TLS, also if a proxy terminates it. */
  private static NewCookie.Builder cookie(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    boolean secure = request.isSSL() || origin != null && origin.startsWith("https:");
    return new NewCookie.Builder(Credentials.COOKIE)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT);
  }
}
