package dev.weft.client.model;

/**
 * A model to create, before its first version.
 *
 * @param name 1 to 63 of a-z, 0-9, - and _; neither imagenet nor auto
 * @param base what its first training starts from: {@code imagenet}, a model's name, {@code
 *     NAME:VERSION}, or {@code auto}; null for imagenet
 */
public record ModelRequest(String name, String base) {}
