package dev.weft.gateway.http.rollouts;

import dev.weft.events.model.VersionAlias;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.gateway.http.request.Author;
import dev.weft.gateway.http.request.Parameters;
import dev.weft.gateway.http.request.StrictJson;
import dev.weft.gateway.rollouts.RolloutOrders;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Orders about a model's versions. The rollout service decides: the gateway publishes the order and
 * waits for the answer.
 */
@Path("/v1/rollouts/{model}")
@Tag(name = "rollouts")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(
    responseCode = "200",
    description = "The state after the order",
    content =
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = RolloutJson.class)))
@APIResponse(
    responseCode = "202",
    description = "The order was accepted, but its outcome was not known in time",
    content =
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = UnansweredJson.class)))
@APIResponse(responseCode = "400", description = "A setting is unknown or contradicts another")
@APIResponse(responseCode = "404", description = "The model or the version does not exist")
@APIResponse(responseCode = "409", description = "The current state does not allow the order")
@APIResponse(
    responseCode = "412",
    description = "If-Match names an outdated revision; the ETag header has the current one")
public final class RolloutOrdersResource {

  private static final String ACTIONS = "start|promote|pause|resume|abort|rollback|pin|unpin";

  private final RolloutOrders orders;
  private final OrderResponses responses;
  private final Author author;

  RolloutOrdersResource(RolloutOrders orders, OrderResponses responses, Author author) {
    this.orders = orders;
    this.responses = responses;
    this.author = author;
  }

  @PUT
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "setRolloutPolicy",
      summary = "Set the rollout policy of a model",
      description =
          "The policy applies to future rollouts; a rollout in progress keeps the policy it started"
              + " with. Omitted settings are reset to their defaults.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RolloutPolicy.class)))
  public Uni<Response> setPolicy(
      @BeanParam OrderHeaders headers,
      @PathParam("model") String model,
      @BeanParam OrderQuery query,
      String body) {
    if (body == null || body.isBlank()) {
      throw Parameters.bad("Send the policy as JSON; {} sets all defaults.");
    }
    RolloutPolicy policy = StrictJson.read(body, RolloutPolicy.class);
    Asked asked = new Asked(headers, model, RolloutAction.SET_POLICY);
    return give(asked, query.toBody(), null, policy);
  }

  @POST
  @Path("/{action:" + ACTIONS + "}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "orderRollout",
      summary =
          "Start, promote, pause, resume, abort or roll back a rollout, or pin or unpin a version")
  @RequestBody(
      description = "Arguments of the action; `{}` if it takes none.",
      required = false,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RolloutOrderBody.class)))
  public Uni<Response> order(
      @BeanParam OrderHeaders headers,
      @PathParam("model") String model,
      @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {
                        "start",
                        "promote",
                        "pause",
                        "resume",
                        "abort",
                        "rollback",
                        "pin",
                        "unpin"
                      }))
          @PathParam("action")
          String action,
      String body) {
    RolloutOrderBody orderBody = StrictJson.read(body, RolloutOrderBody.class);
    RolloutAction wanted = RolloutAction.valueOf(action.toUpperCase(Locale.ROOT));
    return give(new Asked(headers, model, wanted), orderBody, null, null);
  }

  @PUT
  @Path("/aliases/{alias}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "setAlias",
      summary = "Assign an alias to a version",
      description =
          "The aliases `champion` and `challenger` are maintained automatically and cannot be"
              + " assigned.")
  @RequestBody(
      description = "Version to which the alias is assigned.",
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RolloutOrderBody.class)))
  public Uni<Response> setAlias(
      @BeanParam OrderHeaders headers,
      @PathParam("model") String model,
      @Parameter(
              schema =
                  @Schema(type = SchemaType.STRING, pattern = "^" + VersionAlias.PATTERN + "$"))
          @PathParam("alias")
          String alias,
      String body) {
    RolloutOrderBody orderBody = StrictJson.read(body, RolloutOrderBody.class);
    return give(new Asked(headers, model, RolloutAction.SET_ALIAS), orderBody, alias, null);
  }

  @DELETE
  @Path("/aliases/{alias}")
  @Operation(operationId = "removeAlias", summary = "Remove an alias")
  public Uni<Response> removeAlias(
      @BeanParam OrderHeaders headers,
      @PathParam("model") String model,
      @Parameter(
              schema =
                  @Schema(type = SchemaType.STRING, pattern = "^" + VersionAlias.PATTERN + "$"))
          @PathParam("alias")
          String alias,
      @BeanParam OrderQuery query) {
    Asked asked = new Asked(headers, model, RolloutAction.REMOVE_ALIAS);
    return give(asked, query.toBody(), alias, null);
  }

  /** Parameters of a request, without its body. */
  private record Asked(OrderHeaders headers, String model, RolloutAction action) {}

  private Uni<Response> give(
      Asked asked, RolloutOrderBody orderBody, String alias, RolloutPolicy policy) {
    RolloutRequested order = wanted(asked, orderBody, alias, policy);
    return Uni.createFrom()
        .completionStage(orders.give(order))
        .emitOn(Infrastructure.getDefaultExecutor())
        .map(answer -> responses.of(order, answer));
  }

  private RolloutRequested wanted(
      Asked asked, RolloutOrderBody orderBody, String alias, RolloutPolicy policy) {
    String id = asked.headers().id();
    Integer revision = asked.headers().revision();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try {
      return new RolloutRequested(
          id,
          asked.model(),
          asked.action(),
          revision,
          orderBody.version(),
          alias,
          policy,
          orderBody.reason(),
          author.or(Parameters.author(orderBody.by())),
          now);
    } catch (IllegalArgumentException e) {
      throw Parameters.bad("%s.", e.getMessage());
    }
  }
}
