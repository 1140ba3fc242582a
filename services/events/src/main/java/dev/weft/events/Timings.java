package dev.weft.events;

/**
 * Where the time of one image went, in seconds.
 *
 * @param queueSeconds from the upload event's time to the start of the fetch
 * @param fetchSeconds reading the bytes from the object store
 * @param decodeSeconds bytes to tensor
 * @param inferSeconds the engine's run of the batch that held the image
 */
public record Timings(
    double queueSeconds, double fetchSeconds, double decodeSeconds, double inferSeconds) {}
