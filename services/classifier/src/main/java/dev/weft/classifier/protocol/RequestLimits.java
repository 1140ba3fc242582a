package dev.weft.classifier.protocol;

import java.time.Duration;

/**
 * What requests may hold.
 *
 * @param maxBytes the longest body
 * @param maxHeldBytes all bodies in memory at once
 * @param maxImages images of one request
 * @param patience how long an answer may take
 */
public record RequestLimits(int maxBytes, long maxHeldBytes, int maxImages, Duration patience) {}
