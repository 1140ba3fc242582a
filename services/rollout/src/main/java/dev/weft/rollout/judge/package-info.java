/**
 * What measurements prove: each metric with an interval that holds however often it is looked at,
 * from pairs of answers where there are some, and the verdict on a policy's conditions. Pure
 * arithmetic; what follows from a verdict is decided in {@code state} and {@code control}.
 */
package dev.weft.rollout.judge;
