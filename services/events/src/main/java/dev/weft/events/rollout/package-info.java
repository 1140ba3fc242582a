/** Orders about rollouts, and the states and observations that answer them. */
package dev.weft.events.rollout;
