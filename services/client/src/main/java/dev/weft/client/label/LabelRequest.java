package dev.weft.client.label;

import dev.weft.client.image.LabelSource;

/**
 * What somebody says that an image shows.
 *
 * @param label 1 to 100 characters, none of them a control character, no space at either end
 * @param by who says so; where a key or token is sent, its name is taken instead; null if unknown
 * @param source where it comes from; null for a person
 */
public record LabelRequest(String label, String by, LabelSource source) {}
