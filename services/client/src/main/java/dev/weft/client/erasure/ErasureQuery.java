package dev.weft.client.erasure;

/**
 * Who requests an image's erasure.
 *
 * @param by who requests it; replaced by the name of the key or token if the request carries one;
 *     null if unknown
 */
public record ErasureQuery(String by) {}
