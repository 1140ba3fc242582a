/**
 * What is decided about a model's versions: states and their transitions, the policy that moves
 * them on, and the answers to orders. Pure: values in, values out.
 */
package dev.weft.rollout.state;
