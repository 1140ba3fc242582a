package dev.weft.gateway.http.rollouts;

import dev.weft.events.rollout.RolloutRequested;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An order that is in its topic, and has not been answered yet. */
@Schema(name = "UnansweredOrder")
public record UnansweredJson(
    String orderId, String model, @Schema(examples = "promote") String action, String detail) {

  static UnansweredJson of(RolloutRequested order, Duration waited) {
    String seconds = waited.toMillis() / 1000.0 + " s";
    return new UnansweredJson(
        order.orderId(),
        order.model(),
        order.action().code(),
        ("No rollout service has responded within %s: none is running, or it lags behind. The order"
                + " is stored and will be processed. To wait for the result, repeat the request"
                + " with Idempotency-Key %s.")
            .formatted(seconds, order.orderId()));
  }
}
