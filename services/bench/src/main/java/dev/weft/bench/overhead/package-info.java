/**
 * {@code weft bench overhead}: processor time of the pipeline around a network that costs nothing.
 */
package dev.weft.bench.overhead;
