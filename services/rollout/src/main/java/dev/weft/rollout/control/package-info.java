/** The loop that answers orders and moves rollouts on: the one writer of the states. */
package dev.weft.rollout.control;
