/** {@code weft bench queue}: latency under load, against a queue with batches. */
package dev.weft.bench.queue;
