package dev.weft.client.image;

/**
 * Time spent on one image by stage, in seconds.
 *
 * @param queueSeconds from the upload event to the start of the fetch
 * @param fetchSeconds reading the bytes from the object store
 * @param decodeSeconds bytes to tensor
 * @param inferSeconds the engine's run of the batch that held the image
 */
public record Timings(
    double queueSeconds, double fetchSeconds, double decodeSeconds, double inferSeconds) {}
