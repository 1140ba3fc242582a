package dev.weft.gateway.http.rollouts;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of an order. */
@Schema(name = "RolloutOrder")
public record RolloutOrderBody(
    @Schema(
            nullable = true,
            minimum = "1",
            description = "start and aliases need one, rollback and pin take one, others none")
        Integer version,
    @Schema(
            nullable = true,
            description = "for people; what is longer than 2,000 characters is cut")
        String reason,
    @Schema(
            nullable = true,
            maxLength = 100,
            description = "who orders it; where a key or token is sent, its name is taken instead",
            examples = "ann")
        String by) {}
