package dev.weft.client.erasure;

/**
 * Who asks for an image to be forgotten.
 *
 * @param by who; where a key or token is sent, its name is taken instead; null if unknown
 */
public record ErasureQuery(String by) {}
