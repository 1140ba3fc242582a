/** {@code weft bench queue}: latency under load, compared with a queueing model with batches. */
package dev.weft.bench.queue;
