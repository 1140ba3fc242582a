package dev.weft.classifier.inference;

import java.time.Duration;

/**
 * What requests may hold.
 *
 * @param model the one model that is served
 * @param maxBytes the longest body
 * @param maxHeldBytes all bodies in memory at once
 * @param maxImages images of one request
 * @param patience how long an answer may take
 */
public record RequestLimits(
    String model, int maxBytes, long maxHeldBytes, int maxImages, Duration patience) {}
