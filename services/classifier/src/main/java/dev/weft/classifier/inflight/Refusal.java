package dev.weft.classifier.inflight;

import dev.weft.events.image.RejectionReason;

/**
 * Why an image can never be classified.
 *
 * @param detail for people: what was wrong, with which value
 */
public record Refusal(RejectionReason reason, String detail) {}
