package dev.weft.client.image;

/**
 * How large a preview is.
 *
 * @param size its longer side in pixels; null for the server's default
 */
public record PreviewQuery(Integer size) {}
