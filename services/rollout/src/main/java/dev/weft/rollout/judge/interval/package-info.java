/**
 * Confidence intervals of means, quantiles, proportions and their differences: fixed-sample
 * intervals for one evaluation, sequential ones for any number of them.
 */
package dev.weft.rollout.judge.interval;
