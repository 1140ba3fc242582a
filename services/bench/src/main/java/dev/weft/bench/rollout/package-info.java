/** {@code weft bench rollout}: latency while versions change. */
package dev.weft.bench.rollout;
