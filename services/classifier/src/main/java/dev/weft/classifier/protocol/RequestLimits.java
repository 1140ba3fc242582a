package dev.weft.classifier.protocol;

import java.time.Duration;

/**
 * Limits of requests.
 *
 * @param maxBytes largest body
 * @param maxHeldBytes total size of all bodies in memory
 * @param maxImages number of images per request
 * @param timeout time limit of an answer
 */
public record RequestLimits(int maxBytes, long maxHeldBytes, int maxImages, Duration timeout) {}
