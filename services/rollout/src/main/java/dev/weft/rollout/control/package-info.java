/**
 * The control loop, which answers orders and advances rollouts; it is the only writer of the
 * states.
 */
package dev.weft.rollout.control;
