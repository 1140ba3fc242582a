/**
 * Decisions about a model's versions: states and their transitions, the policy that advances them,
 * and the answers to orders. Pure: no I/O and no side effects.
 */
package dev.weft.rollout.state;
