package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.http.problem.ProblemAnswers;
import dev.weft.gateway.http.problem.ProblemKind;
import dev.weft.gateway.rollouts.OrderAnswer;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;

/** Converts the answer to an order to an HTTP response. */
@Singleton
final class OrderResponses {

  private final RolloutViews views;
  private final Duration timeout;

  OrderResponses(RolloutViews views, GatewayConfig config) {
    this.views = views;
    this.timeout = config.rollouts().timeout();
  }

  /** The response to the request of an order. */
  Response of(RolloutRequested order, OrderAnswer answer) {
    if (answer instanceof OrderAnswer.Accepted accepted) {
      return RolloutsResource.tagged(
          Response.ok(views.json(accepted.state())), accepted.state().revision());
    }
    if (answer instanceof OrderAnswer.Refused refused) {
      return refused(refused.refusal());
    }
    return Response.accepted(UnansweredJson.of(order, timeout))
        .location(URI.create(RolloutJson.path(order.model())))
        .build();
  }

  private static Response refused(RolloutRefused refusal) {
    Response problem =
        ProblemAnswers.of(
            kind(refusal.reason()).because(refusal.detail()), RolloutJson.path(refusal.model()));
    return refusal.revision() == 0
        ? problem
        : RolloutsResource.tagged(Response.fromResponse(problem), refusal.revision());
  }

  private static ProblemKind kind(RolloutRefused.Reason reason) {
    return switch (reason) {
      case STALE_REVISION -> ProblemKind.STALE_REVISION;
      case ILLEGAL_TRANSITION -> ProblemKind.ILLEGAL_TRANSITION;
      case UNKNOWN_VERSION -> ProblemKind.NO_SUCH_VERSION;
      case UNKNOWN_MODEL -> ProblemKind.NO_SUCH_MODEL;
      case INVALID_ALIAS -> ProblemKind.INVALID_ALIAS;
      case INVALID_ORDER -> ProblemKind.INVALID_ORDER;
      case EXPIRED, UNKNOWN -> ProblemKind.ORDER_REFUSED;
    };
  }
}
