/**
 * Statistics of rollouts: estimates each metric with an interval that holds however often it is
 * evaluated, from pairs of answers where there are some, and evaluates a policy's conditions. Pure
 * arithmetic; {@code state} and {@code control} decide what follows from a verdict.
 */
package dev.weft.rollout.judge;
