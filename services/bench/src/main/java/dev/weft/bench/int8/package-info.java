/** {@code weft bench int8}: the starter in 8-bit integers against the starter in float32. */
package dev.weft.bench.int8;
