/**
 * Intervals of means, quantiles, proportions and their differences: some for one look at a fixed
 * number of observations, the sequential ones for every look.
 */
package dev.weft.rollout.judge.interval;
