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
        ("No rollout service has answered within %s: none runs, or it is behind. The order is kept"
                + " and will be answered. The same request with Idempotency-Key %s waits for the"
                + " answer.")
            .formatted(seconds, order.orderId()));
  }
}
