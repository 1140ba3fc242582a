/** Orders about rollouts, the states and refusals that answer them, and replicas' reports. */
package dev.weft.events.rollout;
