package dev.weft.gateway.http.rollouts;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of an order. */
@Schema(name = "RolloutOrder")
public record RolloutOrderBody(
    @Schema(
            nullable = true,
            minimum = "1",
            description =
                "Version that the order applies to: required by `start` and by aliases, optional"
                    + " for `rollback` and `pin`, not accepted by others.")
        Integer version,
    @Schema(
            nullable = true,
            description = "Reason for the order, as free text; truncated to 2,000 characters.")
        String reason,
    @Schema(
            nullable = true,
            maxLength = 100,
            description =
                "Name of the person or client that gives the order. If the request is"
                    + " authenticated, the name of the key or token is used instead.",
            examples = "ann")
        String by) {}
