package dev.weft.trainer.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A class of the data set.
 *
 * @param name the class's name
 * @param train number of training images
 * @param validation number of validation images
 * @param test number of test images
 * @param weight effective weight of each of its training images in the loss
 * @param added whether there is a serving version that lacks the class
 */
public record ClassSummary(
    String name,
    int train,
    int validation,
    int test,
    float weight,
    @JsonProperty("new") boolean added) {}
