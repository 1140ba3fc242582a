/** {@code weft bench rollout}: latency during rollouts. */
package dev.weft.bench.rollout;
