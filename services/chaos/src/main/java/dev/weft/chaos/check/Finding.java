package dev.weft.chaos.check;

/**
 * A promise that was not kept.
 *
 * @param rule which, such as {@code answered_once}
 * @param subject that it is about, such as an image's id
 * @param detail what was seen, with its values and positions
 */
public record Finding(String rule, String subject, String detail) {}
