package dev.weft.trainer.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A class of the data set.
 *
 * @param name of the class
 * @param train images that weights were fitted to
 * @param validation images that decided when to stop
 * @param test images that judged
 * @param weight of each of its training images in the loss, as it was used
 * @param added whether there is a serving version, and it does not know the class
 */
public record ClassSummary(
    String name,
    int train,
    int validation,
    int test,
    float weight,
    @JsonProperty("new") boolean added) {}
